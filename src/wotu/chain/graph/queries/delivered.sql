-- What was delivered, each delivery told once: of several papers on one seller, buyer and product in one year the
-- strongest counts.
-- A paper that states an amount goes before one that does not, a confirmed one before a proposed one, and then the
-- stronger kind; papers of the same rank, such as several invoices, all count. Whether it was imported may
-- be said by another paper on it. Where seller or product is not known, nobody can tell deliveries apart: all count.
CREATE VIEW delivered AS
WITH told AS (
    SELECT
        *,
        CASE WHEN amount_fen IS NULL THEN 20 ELSE 0 END
        + CASE WHEN state = 'confirmed' THEN 0 ELSE 10 END
        + strength AS place
    FROM papers
    WHERE state <> 'rejected'
),

strongest AS (
    SELECT
        seller,
        buyer,
        product,
        year,
        MIN(place) AS place,
        MAX(CASE WHEN imported THEN 1 WHEN NOT imported THEN 0 END) AS imported
    FROM told
    WHERE seller IS NOT NULL AND product IS NOT NULL
    GROUP BY seller, buyer, product, year
)

SELECT
    p.id,
    p.seller,
    p.buyer,
    p.product,
    p.amount_fen,
    p.begins,
    COALESCE(p.imported, CASE WHEN t.imported = 1 THEN TRUE WHEN t.imported = 0 THEN FALSE END) AS imported,
    p.seller_zone,
    p.buyer_zone
FROM told AS p
LEFT JOIN strongest AS t
    ON t.seller = p.seller
    AND t.buyer = p.buyer
    AND t.product = p.product
    AND t.year = p.year
WHERE COALESCE(t.place, p.place) = p.place
