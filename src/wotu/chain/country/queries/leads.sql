-- Whom the zone :zone may invite for each of the products :products: makers outside, confirmed ones first, the likeliest
-- first of them, at most :limit for each. Never a firm inside or of a group inside; dissolved ones are not in the layout.
-- Only the first :depth makers of a product are looked at; `beyond` is the best score any later one can have.
WITH here AS (SELECT lat, lon FROM zones WHERE zone = :zone),

groups_here AS (SELECT number, inside, supplies FROM groups WHERE zone = :zone),

looked_at AS (
    SELECT *, peers + size + growth + signs AS own
    FROM makers
    WHERE product IN (:products) AND place <= :depth
),

last_looked_at AS (SELECT product, confirmed, own + :group_link AS best FROM looked_at WHERE place = :depth),

outside AS (
    SELECT
        m.*,
        CASE WHEN g.supplies THEN :group_link ELSE 0e0 END AS group_link,
        SIN(RADIANS(h.lat - m.lat) / 2) * SIN(RADIANS(h.lat - m.lat) / 2)
        + COS(RADIANS(m.lat)) * COS(RADIANS(h.lat))
        * SIN(RADIANS(h.lon - m.lon) / 2) * SIN(RADIANS(h.lon - m.lon) / 2) AS turn
    FROM looked_at AS m
    CROSS JOIN here AS h
    LEFT JOIN groups_here AS g ON g.number = m.of_group
    LEFT JOIN groups_here AS heading ON heading.number = m.firm
    WHERE
        COALESCE(m.zone, 0) <> :zone
        AND NOT COALESCE(g.inside, FALSE)
        AND NOT COALESCE(heading.inside, FALSE)
),

parts AS (
    SELECT
        *,
        CASE
            WHEN turn IS NULL THEN 0e0
            ELSE -:distance * LEAST(2 * :earth_km * ASIN(LEAST(1e0, SQRT(turn))) / :far_km, 1e0)
        END AS distance
    FROM outside
),

scored AS (SELECT *, own + distance + group_link AS score FROM parts),

placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY product
            ORDER BY CASE WHEN confirmed THEN 0 ELSE 1 END, score DESC, id
        ) AS rank_here
    FROM scored
)

SELECT
    p.id AS product,
    CAST(l.rank_here AS BIGINT) AS place,
    l.id AS firm,
    l.name,
    l.confirmed,
    l.score,
    l.peers,
    l.size,
    l.growth,
    l.distance,
    l.group_link,
    l.signs,
    b.confirmed AS beyond_confirmed,
    b.best AS beyond
FROM placed AS l
JOIN products AS p ON p.product = l.product
LEFT JOIN last_looked_at AS b ON b.product = l.product
WHERE l.rank_here <= :limit
ORDER BY l.product, l.rank_here
