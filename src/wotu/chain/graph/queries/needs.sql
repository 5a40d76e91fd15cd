-- Every product the zone's firms need: by whom, and for what it makes of it; no output where it is only known to buy it.
SELECT i.input AS product, m.firm AS buyer, i.output, i.source
FROM made AS m
JOIN firms AS f ON f.id = m.firm
JOIN input_of AS i ON i.output = m.product
WHERE f.zone = :zone
UNION
SELECT s.product, s.buyer, NULL, NULL
FROM supplies AS s
JOIN firms AS f ON f.id = s.buyer
WHERE
    f.zone = :zone
    AND s.product IS NOT NULL
    AND NOT COALESCE(f.dissolved, FALSE)
    AND COALESCE(s.state, 'proposed') <> 'rejected'
    AND COALESCE(s.kind, 'statement') <> 'inferred'
ORDER BY product, buyer, output, source
