-- Who supplies whom, each pair once, by any claim that was neither rejected nor inferred.
SELECT s.seller, s.buyer, MIN(s.id) AS claim
FROM supplies AS s
JOIN firms AS a ON a.id = s.seller
JOIN firms AS b ON b.id = s.buyer
WHERE
    s.seller <> s.buyer
    AND COALESCE(s.state, 'proposed') <> 'rejected'
    AND COALESCE(s.kind, 'statement') <> 'inferred'
    AND NOT COALESCE(a.dissolved, FALSE)
    AND NOT COALESCE(b.dissolved, FALSE)
GROUP BY s.seller, s.buyer
ORDER BY s.seller, s.buyer
