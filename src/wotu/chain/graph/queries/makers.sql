-- Who makes each product, or something of its family: those inside the zone first, the largest first.
SELECT
    w.family AS product,
    m.firm,
    f.name,
    f.place,
    f.size_fen,
    CASE WHEN f.zone = :zone THEN TRUE ELSE FALSE END AS inside
FROM made AS m
JOIN firms AS f ON f.id = m.firm
JOIN within AS w ON w.product = m.product
GROUP BY w.family, m.firm, f.name, f.place, f.size_fen, f.zone
ORDER BY w.family, CASE WHEN f.zone = :zone THEN 0 ELSE 1 END, COALESCE(f.size_fen, 0) DESC, m.firm
