-- What the zone's firms get from sellers in trouble or dissolved, and how many other sellers each buyer knows of for it;
-- one that was dissolved is no other source.
WITH told AS (
    SELECT
        d.seller,
        d.buyer,
        d.product,
        f.distress,
        COALESCE(f.dissolved, FALSE) AS dissolved,
        CAST(SUM(d.amount_fen) AS BIGINT) AS amount_fen,
        MIN(d.id) AS claim
    FROM delivered AS d
    JOIN firms AS f ON f.id = d.seller
    WHERE d.buyer_zone = :zone AND d.seller <> d.buyer
    GROUP BY d.seller, d.buyer, d.product, f.distress, COALESCE(f.dissolved, FALSE)
)

SELECT
    t.seller,
    t.buyer,
    t.product,
    t.distress,
    t.dissolved,
    t.amount_fen,
    t.claim,
    COUNT(o.seller) AS others
FROM told AS t
LEFT JOIN told AS o ON o.buyer = t.buyer AND o.product = t.product AND o.seller <> t.seller AND NOT o.dissolved
WHERE t.distress IS NOT NULL OR t.dissolved
GROUP BY t.seller, t.buyer, t.product, t.distress, t.dissolved, t.amount_fen, t.claim
ORDER BY t.seller, t.buyer, COALESCE(t.product, '')
