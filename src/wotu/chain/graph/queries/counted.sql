-- The claims behind what the zone's firms bought in a period: those that count, and those a stronger paper replaces.
WITH asked AS (
    SELECT *
    FROM purchases
    WHERE
        buyer_zone = :zone
        AND (:buyer = '' OR buyer = :buyer)
        AND (state = 'confirmed' OR (:estimate AND state = 'proposed'))
        AND begins >= :begins
        AND ends <= :ends
),

strongest AS (
    SELECT seller, buyer, product, year, MIN(strength) AS strength
    FROM asked
    WHERE seller IS NOT NULL AND product IS NOT NULL AND amount_fen IS NOT NULL
    GROUP BY seller, buyer, product, year
)

SELECT
    c.id,
    c.seller,
    c.buyer,
    c.product,
    c.used_as,
    c.kind,
    c.state,
    c.source,
    c.amount_fen,
    c.begins,
    c.ends,
    c.internal,
    c.known,
    CASE WHEN c.seller_zone = :zone THEN TRUE ELSE FALSE END AS local,
    CASE WHEN COALESCE(t.strength, c.strength) = c.strength THEN TRUE ELSE FALSE END AS counts
FROM asked AS c
LEFT JOIN strongest AS t
    ON t.seller = c.seller
    AND t.buyer = c.buyer
    AND t.product = c.product
    AND t.year = c.year
    AND c.amount_fen IS NOT NULL
ORDER BY COALESCE(c.amount_fen, 0) DESC, c.id
