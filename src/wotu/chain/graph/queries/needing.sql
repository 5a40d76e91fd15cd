-- The zone's firms that need a product: for what they make, or because they buy it.
SELECT m.firm AS buyer
FROM made AS m
JOIN firms AS f ON f.id = m.firm
JOIN input_of AS i ON i.output = m.product
WHERE f.zone = :zone AND i.input = :product
UNION
SELECT s.buyer
FROM supplies AS s
JOIN firms AS f ON f.id = s.buyer
WHERE
    f.zone = :zone
    AND s.product = :product
    AND NOT COALESCE(f.dissolved, FALSE)
    AND COALESCE(s.state, 'proposed') <> 'rejected'
    AND COALESCE(s.kind, 'statement') <> 'inferred'
ORDER BY buyer
