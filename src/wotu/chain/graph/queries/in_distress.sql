-- What the zone's firms get from sellers in trouble or dissolved, and how many other sellers each buyer knows of for it.
WITH told AS (
    SELECT seller, buyer, product, amount_fen, id
    FROM delivered
    WHERE buyer_zone = :zone AND seller IS NOT NULL AND seller <> buyer
)

SELECT
    t.seller,
    t.buyer,
    t.product,
    f.distress,
    COALESCE(f.dissolved, FALSE) AS dissolved,
    CAST(SUM(t.amount_fen) AS BIGINT) AS amount_fen,
    MIN(t.id) AS claim,
    COALESCE(MAX(o.sellers), 1) - 1 AS others
FROM told AS t
JOIN firms AS f ON f.id = t.seller
LEFT JOIN (
    SELECT buyer, product, COUNT(DISTINCT seller) AS sellers
    FROM told
    WHERE product IS NOT NULL
    GROUP BY buyer, product
) AS o ON o.buyer = t.buyer AND o.product = t.product
WHERE f.distress IS NOT NULL OR COALESCE(f.dissolved, FALSE)
GROUP BY t.seller, t.buyer, t.product, f.distress, COALESCE(f.dissolved, FALSE)
ORDER BY t.seller, t.buyer, COALESCE(t.product, '')
