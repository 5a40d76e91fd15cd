-- Who makes what, by any claim that was not rejected: said so, or seen to sell it. Dissolved firms make nothing.
CREATE VIEW made AS
SELECT m.firm, m.product
FROM makes AS m
JOIN firms AS f ON f.id = m.firm
WHERE
    COALESCE(m.state, 'proposed') <> 'rejected'
    AND COALESCE(m.kind, 'statement') <> 'inferred'
    AND NOT COALESCE(f.dissolved, FALSE)
UNION
SELECT s.seller, s.product
FROM supplies AS s
JOIN firms AS f ON f.id = s.seller
WHERE
    s.product IS NOT NULL
    AND COALESCE(s.state, 'proposed') <> 'rejected'
    AND COALESCE(s.kind, 'statement') <> 'inferred'
    AND NOT COALESCE(f.dissolved, FALSE)
