-- What each buyer is known to get from this firm alone, with a claim that says so.
SELECT s.buyer, s.product, MIN(s.id) AS claim
FROM supplies AS s
WHERE
    s.product IS NOT NULL
    AND s.seller IS NOT NULL
    AND COALESCE(s.state, 'proposed') <> 'rejected'
    AND COALESCE(s.kind, 'statement') <> 'inferred'
GROUP BY s.buyer, s.product
HAVING COUNT(DISTINCT s.seller) = 1 AND MIN(s.seller) = :firm
ORDER BY s.buyer, s.product
