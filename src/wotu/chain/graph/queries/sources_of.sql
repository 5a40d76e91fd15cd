-- Each product the zone buys, by known seller: what concentration, single sources and import shares are made of.
SELECT
    s.product,
    p.zh,
    p.en,
    s.seller,
    f.name AS seller_name,
    CAST(SUM(s.amount_fen) AS BIGINT) AS amount_fen,
    COUNT(CASE WHEN s.amount_fen IS NULL THEN 1 END) AS without_amount,
    CAST(SUM(CASE WHEN s.imported THEN s.amount_fen ELSE 0 END) AS BIGINT) AS imported_fen,
    CAST(SUM(CASE WHEN s.imported IS NOT NULL THEN s.amount_fen ELSE 0 END) AS BIGINT) AS origin_fen,
    COUNT(*) AS claims
FROM supplies AS s
JOIN firms AS b ON b.id = s.buyer
JOIN products AS p ON p.id = s.product
LEFT JOIN firms AS f ON f.id = s.seller
WHERE
    b.zone = :zone
    AND COALESCE(s.state, 'proposed') <> 'rejected'
    AND COALESCE(s.kind, 'statement') <> 'inferred'
GROUP BY s.product, p.zh, p.en, s.seller, f.name
ORDER BY s.product, COALESCE(s.seller, '')
