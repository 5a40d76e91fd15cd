-- Each product the zone buys, by known seller: what concentration, single sources and import shares are made of.
SELECT
    d.product,
    p.zh,
    p.en,
    d.seller,
    COALESCE(f.dissolved, FALSE) AS dissolved,
    CAST(SUM(d.amount_fen) AS BIGINT) AS amount_fen,
    CAST(SUM(CASE WHEN d.imported THEN d.amount_fen ELSE 0 END) AS BIGINT) AS imported_fen,
    CAST(SUM(CASE WHEN d.imported IS NOT NULL THEN d.amount_fen ELSE 0 END) AS BIGINT) AS origin_fen
FROM delivered AS d
JOIN products AS p ON p.id = d.product
LEFT JOIN firms AS f ON f.id = d.seller
WHERE d.buyer_zone = :zone
GROUP BY d.product, p.zh, p.en, d.seller, COALESCE(f.dissolved, FALSE)
ORDER BY d.product, COALESCE(d.seller, '')
