-- Every zone that is listed or that a firm stands in, with its firms that were not dissolved. Zones of one bucket stand side
-- by side and have about as many firms as those of another.
WITH counted AS (
    SELECT zone AS id, COUNT(*) AS rows_, COUNT(*) FILTER (WHERE NOT COALESCE(dissolved, FALSE)) AS firms
    FROM source_firms
    WHERE zone IS NOT NULL
    GROUP BY zone
),

named AS (SELECT id FROM source_zones UNION SELECT id FROM counted)

SELECT
    ROW_NUMBER() OVER (ORDER BY n.id) AS zone,
    n.id,
    z.name,
    z.lat,
    z.lon,
    COALESCE(c.firms, 0) AS firms,
    CAST(
        (SUM(COALESCE(c.rows_, 0)) OVER (ORDER BY n.id) - COALESCE(c.rows_, 0))
        * :buckets // (SELECT GREATEST(SUM(rows_), 1) FROM counted)
        AS INTEGER
    ) AS bucket
FROM named AS n
LEFT JOIN source_zones AS z ON z.id = n.id
LEFT JOIN counted AS c ON c.id = n.id
