-- Every product the zone makes or needs: its makers inside and outside, its buyers inside, what they pay and import.
WITH needed AS (
    SELECT f.id AS buyer, i.input AS product
    FROM made AS m
    JOIN firms AS f ON f.id = m.firm
    JOIN input_of AS i ON i.output = m.product
    WHERE f.zone = :zone
    UNION
    SELECT s.buyer, s.product
    FROM supplies AS s
    JOIN firms AS f ON f.id = s.buyer
    WHERE
        f.zone = :zone
        AND NOT COALESCE(f.dissolved, FALSE)
        AND s.product IS NOT NULL
        AND COALESCE(s.state, 'proposed') <> 'rejected'
        AND COALESCE(s.kind, 'statement') <> 'inferred'
),

buyers AS (
    SELECT product, COUNT(DISTINCT buyer) AS buyers
    FROM needed
    GROUP BY product
),

makers AS (
    SELECT
        w.family AS product,
        COUNT(DISTINCT CASE WHEN f.zone = :zone THEN f.id END) AS inside,
        COUNT(DISTINCT CASE WHEN f.zone = :zone THEN NULL ELSE f.id END) AS outside
    FROM made AS m
    JOIN firms AS f ON f.id = m.firm
    JOIN within AS w ON w.product = m.product
    GROUP BY w.family
),

-- What each maker inside can make of a product in a year, where it stated it; `above` it are families of what it makes.
able AS (
    SELECT m.firm, m.product, MAX(k.capacity_fen) AS capacity_fen
    FROM made AS m
    JOIN firms AS f ON f.id = m.firm
    LEFT JOIN makes AS k
        ON k.firm = m.firm
        AND k.product = m.product
        AND COALESCE(k.state, 'proposed') <> 'rejected'
        AND COALESCE(k.kind, 'statement') <> 'inferred'
    WHERE f.zone = :zone
    GROUP BY m.firm, m.product
),

above AS (
    SELECT DISTINCT a.firm, w.family
    FROM able AS a
    JOIN within AS w ON w.product = a.product
    WHERE w.family <> w.product
),

-- Of a family a maker can make what it stated for the family, or for all of its kinds together, whichever is more.
able_of_family AS (
    SELECT
        w.family AS product,
        a.firm,
        MAX(CASE WHEN a.product = w.family THEN a.capacity_fen END) AS own_fen,
        CASE
            WHEN COUNT(CASE WHEN u.family IS NULL THEN 1 END) = COUNT(CASE WHEN u.family IS NULL THEN a.capacity_fen END)
                THEN SUM(CASE WHEN u.family IS NULL THEN a.capacity_fen END)
        END AS kinds_fen
    FROM able AS a
    JOIN within AS w ON w.product = a.product
    LEFT JOIN above AS u ON u.firm = a.firm AND u.family = a.product
    GROUP BY w.family, a.firm
),

-- What the makers inside can make in a year together; unknown unless each of them stated it.
capacity AS (
    SELECT
        product,
        CASE WHEN COUNT(*) = COUNT(capacity_fen) THEN CAST(SUM(capacity_fen) AS BIGINT) END AS capacity_fen
    FROM (
        SELECT product, CASE WHEN own_fen >= COALESCE(kinds_fen, 0) THEN own_fen ELSE kinds_fen END AS capacity_fen
        FROM able_of_family
    ) AS of_firms
    GROUP BY product
),

bought AS (
    SELECT
        s.product,
        SUM(s.amount_fen) AS value_fen,
        SUM(CASE WHEN s.imported THEN s.amount_fen END) AS imported_fen,
        SUM(CASE WHEN s.imported IS NOT NULL THEN s.amount_fen END) AS origin_fen,
        COUNT(CASE WHEN s.imported THEN 1 END) AS imports,
        COUNT(s.imported) AS origins_known,
        COUNT(DISTINCT s.seller) AS sellers
    FROM delivered AS s
    WHERE s.buyer_zone = :zone
    GROUP BY s.product
),

-- What is bought in the year with the most; purchases that state no period are taken as one year's.
yearly AS (
    SELECT product, MAX(value_fen) AS year_fen
    FROM (
        SELECT product, EXTRACT(YEAR FROM begins) AS of_year, SUM(amount_fen) AS value_fen
        FROM delivered
        WHERE buyer_zone = :zone
        GROUP BY product, EXTRACT(YEAR FROM begins)
    ) AS of_years
    GROUP BY product
),

weight AS (
    SELECT
        i.input AS product,
        MAX(i.criticality) AS criticality,
        MIN(i.substitutability) AS substitutability,
        MIN(i.use) AS used_as
    FROM input_of AS i
    JOIN made AS m ON m.product = i.output
    JOIN firms AS f ON f.id = m.firm
    WHERE f.zone = :zone
    GROUP BY i.input
)

SELECT
    p.id AS product,
    p.zh,
    p.en,
    COALESCE(m.inside, 0) AS makers_inside,
    COALESCE(m.outside, 0) AS makers_outside,
    c.capacity_fen,
    COALESCE(b.buyers, 0) AS buyers,
    CAST(o.value_fen AS BIGINT) AS value_fen,
    CAST(y.year_fen AS BIGINT) AS year_fen,
    CAST(o.imported_fen AS BIGINT) AS imported_fen,
    CAST(o.origin_fen AS BIGINT) AS origin_fen,
    COALESCE(o.imports, 0) AS imports,
    COALESCE(o.origins_known, 0) AS origins_known,
    COALESCE(o.sellers, 0) AS sellers,
    w.criticality,
    w.substitutability,
    w.used_as
FROM products AS p
LEFT JOIN makers AS m ON m.product = p.id
LEFT JOIN capacity AS c ON c.product = p.id
LEFT JOIN buyers AS b ON b.product = p.id
LEFT JOIN bought AS o ON o.product = p.id
LEFT JOIN yearly AS y ON y.product = p.id
LEFT JOIN weight AS w ON w.product = p.id
WHERE COALESCE(m.inside, 0) > 0 OR COALESCE(b.buyers, 0) > 0
ORDER BY p.id
