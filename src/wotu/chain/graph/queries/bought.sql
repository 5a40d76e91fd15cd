-- What each of the zone's firms bought in a period, one line for each use, group-internal purchases apart.
-- Claims that were confirmed count, proposed ones only in an estimate, inferred ones never. Where several kinds of
-- paper tell of the same seller, buyer, product and year, the strongest kind counts and the others do not: only a paper
-- with an amount replaces another, and nothing replaces what is bought of an unknown seller or product. An estimate
-- takes proposed papers as if they were confirmed.
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
    c.buyer,
    c.used_as,
    c.internal,
    CAST(SUM(CASE WHEN c.seller_zone = :zone THEN COALESCE(c.amount_fen, 0) ELSE 0 END) AS BIGINT) AS local_fen,
    CAST(SUM(CASE WHEN c.known THEN COALESCE(c.amount_fen, 0) ELSE 0 END) AS BIGINT) AS known_fen,
    CAST(SUM(COALESCE(c.amount_fen, 0)) AS BIGINT) AS total_fen,
    COUNT(*) AS claims,
    COUNT(CASE WHEN c.amount_fen IS NULL THEN 1 END) AS without_amount
FROM asked AS c
LEFT JOIN strongest AS t
    ON t.seller = c.seller
    AND t.buyer = c.buyer
    AND t.product = c.product
    AND t.year = c.year
    AND c.amount_fen IS NOT NULL
WHERE COALESCE(t.strength, c.strength) = c.strength
GROUP BY c.buyer, c.used_as, c.internal
ORDER BY c.buyer, c.used_as, c.internal
