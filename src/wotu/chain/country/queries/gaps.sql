-- The missing links of the zones from :first to :last: what is known of each, its six parts, its score and its place.
-- What a zone lacks is found by pairs of zone and product first; only for those are firms and purchases counted.
WITH made_here AS (
    SELECT zone, product, firm
    FROM made
    WHERE zone >= :first AND zone <= :last
),

bought_here AS (
    SELECT zone, product, buyer, counts, seller, amount_fen, imported, of_year
    FROM deliveries
    WHERE zone >= :first AND zone <= :last AND product IS NOT NULL
),

kinds_made AS (SELECT zone, product FROM made_here GROUP BY zone, product),

present AS (
    SELECT k.zone, f.family AS product
    FROM kinds_made AS k
    JOIN families AS f ON f.product = k.product
    GROUP BY k.zone, f.family
),

weight AS (
    SELECT
        k.zone,
        i.input AS product,
        MAX(i.criticality) AS criticality,
        MIN(i.substitutability) AS substitutability,
        MIN(i.used_as) AS used_as
    FROM kinds_made AS k
    JOIN inputs AS i ON i.output = k.product
    GROUP BY k.zone, i.input
),

missing AS (
    SELECT n.zone, n.product
    FROM (
        SELECT zone, product FROM weight
        UNION
        SELECT zone, product FROM bought_here WHERE counts
    ) AS n
    LEFT JOIN present AS p ON p.zone = n.zone AND p.product = n.product
    WHERE p.product IS NULL
),

bought AS (
    SELECT b.*
    FROM bought_here AS b
    JOIN missing AS m ON m.zone = b.zone AND m.product = b.product
),

-- What a missing link would go into.
outputs AS (
    SELECT m.zone, m.product, i.output
    FROM missing AS m
    JOIN inputs AS i ON i.input = m.product
),

buyers AS (
    SELECT zone, product, COUNT(*) AS buyers
    FROM (
        SELECT o.zone, o.product, h.firm
        FROM outputs AS o
        JOIN made_here AS h ON h.zone = o.zone AND h.product = o.output
        UNION
        SELECT zone, product, buyer FROM bought WHERE counts
    ) AS needing
    GROUP BY zone, product
),

purchases AS (
    SELECT
        zone,
        product,
        CAST(SUM(amount_fen) AS BIGINT) AS value_fen,
        CAST(SUM(CASE WHEN imported THEN amount_fen END) AS BIGINT) AS imported_fen,
        CAST(SUM(CASE WHEN imported IS NOT NULL THEN amount_fen END) AS BIGINT) AS origin_fen,
        COUNT(CASE WHEN imported THEN 1 END) AS imports,
        COUNT(imported) AS origins_known,
        COUNT(DISTINCT seller) AS sellers
    FROM bought
    GROUP BY zone, product
),

yearly AS (
    SELECT zone, product, CAST(MAX(value_fen) AS BIGINT) AS year_fen
    FROM (
        SELECT zone, product, of_year, SUM(amount_fen) AS value_fen
        FROM bought
        GROUP BY zone, product, of_year
    ) AS of_years
    GROUP BY zone, product
),

known AS (
    SELECT
        m.zone,
        m.product,
        p.id AS product_id,
        p.makers AS makers_outside,
        b.buyers,
        o.value_fen,
        y.year_fen,
        o.imported_fen,
        o.origin_fen,
        COALESCE(o.imports, 0) AS imports,
        COALESCE(o.origins_known, 0) AS origins_known,
        COALESCE(o.sellers, 0) AS sellers,
        w.criticality,
        w.substitutability,
        w.used_as,
        MAX(COALESCE(o.value_fen, 0)) OVER (PARTITION BY m.zone) AS most_fen
    FROM missing AS m
    JOIN products AS p ON p.product = m.product
    JOIN buyers AS b ON b.zone = m.zone AND b.product = m.product
    LEFT JOIN purchases AS o ON o.zone = m.zone AND o.product = m.product
    LEFT JOIN yearly AS y ON y.zone = m.zone AND y.product = m.product
    LEFT JOIN weight AS w ON w.zone = m.zone AND w.product = m.product
),

parts AS (
    SELECT
        *,
        CAST(buyers AS DOUBLE) / (buyers + :half) AS part_buyers,
        CASE WHEN most_fen > 0 THEN CAST(COALESCE(value_fen, 0) AS DOUBLE) / most_fen ELSE 0e0 END AS part_value,
        CAST(COALESCE(criticality, 1) - 1 AS DOUBLE) / 2 AS part_criticality,
        CAST(3 - COALESCE(substitutability, 3) AS DOUBLE) / 2 AS part_substitutability,
        CASE
            WHEN origin_fen <> 0 THEN CAST(COALESCE(imported_fen, 0) AS DOUBLE) / origin_fen
            WHEN origins_known > 0 THEN CAST(imports AS DOUBLE) / origins_known
            ELSE 0e0
        END AS part_imports,
        CASE WHEN sellers = 1 THEN 1 - CAST(1 AS DOUBLE) / buyers ELSE 0e0 END AS part_single_source
    FROM known
),

scored AS (
    SELECT
        *,
        :buyers * part_buyers
        + :value * part_value
        + :criticality * part_criticality
        + :substitutability * part_substitutability
        + :imports * part_imports
        + :single_source * part_single_source AS score
    FROM parts
),

placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY zone ORDER BY score DESC, makers_outside DESC, product_id) AS place
    FROM scored
)

SELECT
    z.id AS zone,
    CAST(g.place AS BIGINT) AS place,
    g.product_id AS product,
    g.score,
    g.part_buyers,
    g.part_value,
    g.part_criticality,
    g.part_substitutability,
    g.part_imports,
    g.part_single_source,
    g.makers_outside,
    g.buyers,
    g.value_fen,
    g.year_fen,
    g.imported_fen,
    g.origin_fen,
    g.imports,
    g.origins_known,
    g.sellers,
    g.criticality,
    g.substitutability,
    g.used_as
FROM placed AS g
JOIN zones AS z ON z.zone = g.zone
WHERE g.place <= :limit
