-- What the zone's firms bought in a period, one line for each use, group-internal purchases apart.
-- Claims that were confirmed count, proposed ones only in an estimate, inferred ones never. Where several kinds of
-- paper tell of the same seller, buyer and product, the strongest kind counts and the others do not.
WITH counted AS (
    SELECT
        s.seller,
        s.buyer,
        s.product,
        COALESCE(s.use, 'unknown') AS used_as,
        s.amount_fen,
        k.strength
    FROM supplies AS s
    JOIN firms AS b ON b.id = s.buyer
    JOIN (
        SELECT 'invoice' AS kind, 1 AS strength
        UNION ALL SELECT 'customs', 2
        UNION ALL SELECT 'filing', 3
        UNION ALL SELECT 'statement', 4
        UNION ALL SELECT 'expert', 5
        UNION ALL SELECT 'extracted', 6
    ) AS k ON k.kind = s.kind
    WHERE
        b.zone = :zone
        AND (:buyer = '' OR s.buyer = :buyer)
        AND (s.state = 'confirmed' OR (:estimate AND COALESCE(s.state, 'proposed') = 'proposed'))
        AND s.begins >= :begins
        AND s.ends <= :ends
),

strongest AS (
    SELECT seller, buyer, COALESCE(product, '') AS product, MIN(strength) AS strength
    FROM counted
    WHERE seller IS NOT NULL
    GROUP BY seller, buyer, COALESCE(product, '')
),

kept AS (
    SELECT c.seller, c.buyer, c.used_as, c.amount_fen
    FROM counted AS c
    JOIN strongest AS t
        ON t.seller = c.seller
        AND t.buyer = c.buyer
        AND t.product = COALESCE(c.product, '')
        AND t.strength = c.strength
    UNION ALL
    SELECT seller, buyer, used_as, amount_fen
    FROM counted
    WHERE seller IS NULL
),

placed AS (
    SELECT
        k.used_as,
        k.amount_fen,
        CASE
            WHEN k.seller = k.buyer THEN TRUE
            WHEN s.group_id = b.group_id THEN TRUE
            ELSE FALSE
        END AS internal,
        CASE WHEN s.zone = :zone THEN TRUE ELSE FALSE END AS local,
        CASE WHEN s.zone IS NOT NULL OR s.place IS NOT NULL THEN TRUE ELSE FALSE END AS known
    FROM kept AS k
    JOIN firms AS b ON b.id = k.buyer
    LEFT JOIN firms AS s ON s.id = k.seller
)

SELECT
    used_as,
    internal,
    CAST(SUM(CASE WHEN local THEN COALESCE(amount_fen, 0) ELSE 0 END) AS BIGINT) AS local_fen,
    CAST(SUM(CASE WHEN known THEN COALESCE(amount_fen, 0) ELSE 0 END) AS BIGINT) AS known_fen,
    CAST(SUM(COALESCE(amount_fen, 0)) AS BIGINT) AS total_fen,
    COUNT(*) AS claims,
    COUNT(CASE WHEN amount_fen IS NULL THEN 1 END) AS without_amount
FROM placed
GROUP BY used_as, internal
ORDER BY used_as, internal
