-- What each buyer is known to get from this firm alone, with a claim that says so; a dissolved firm is no other source.
SELECT s.buyer, s.product, MIN(s.id) AS claim
FROM supplies AS s
JOIN firms AS f ON f.id = s.seller
WHERE
    s.product IS NOT NULL
    AND (s.seller = :firm OR NOT COALESCE(f.dissolved, FALSE))
    AND COALESCE(s.state, 'proposed') <> 'rejected'
    AND COALESCE(s.kind, 'statement') <> 'inferred'
GROUP BY s.buyer, s.product
HAVING COUNT(DISTINCT s.seller) = 1 AND MIN(s.seller) = :firm
ORDER BY s.buyer, s.product
