-- Every purchase that was stated and not inferred, with how strong the paper is and where both firms stand. The year in
-- which it begins tells deliveries of one seller, buyer and product apart; 0 where nobody stated it.
CREATE VIEW papers AS
SELECT
    s.id,
    s.seller,
    s.buyer,
    s.product,
    COALESCE(s.use, 'unknown') AS used_as,
    k.kind,
    k.strength,
    COALESCE(s.state, 'proposed') AS state,
    s.amount_fen,
    s.begins,
    s.ends,
    COALESCE(EXTRACT(YEAR FROM s.begins), 0) AS year,
    s.imported,
    s.source,
    b.zone AS buyer_zone,
    a.zone AS seller_zone,
    CASE WHEN a.zone IS NOT NULL OR a.place IS NOT NULL THEN TRUE ELSE FALSE END AS known
FROM supplies AS s
JOIN firms AS b ON b.id = s.buyer
LEFT JOIN firms AS a ON a.id = s.seller
JOIN (
    SELECT 'invoice' AS kind, 1 AS strength
    UNION ALL SELECT 'customs', 2
    UNION ALL SELECT 'filing', 3
    UNION ALL SELECT 'statement', 4
    UNION ALL SELECT 'expert', 5
    UNION ALL SELECT 'extracted', 6
) AS k ON k.kind = COALESCE(s.kind, 'statement')
