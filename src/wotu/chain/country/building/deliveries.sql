-- What the firms of a bucket's zones bought, each delivery once, as the view `delivered` tells it, by zone and product.
SELECT
    d.buyer_zone AS zone,
    d.product,
    d.buyer,
    b.counts,
    d.seller,
    d.amount_fen,
    d.imported,
    EXTRACT(YEAR FROM d.begins) AS of_year
FROM delivered AS d
JOIN firms AS b ON b.id = d.buyer
ORDER BY zone, d.product
