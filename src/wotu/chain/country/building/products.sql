-- Products with their makers in the whole country, and how often their makers were seen to supply somebody.
WITH counted AS (
    SELECT product, COUNT(*) AS leads, COUNT(*) FILTER (WHERE counts) AS makers, SUM(customers) AS customers
    FROM family_makers
    GROUP BY product
)

SELECT
    p.product,
    p.id,
    p.zh,
    p.en,
    COALESCE(c.makers, 0) AS makers,
    COALESCE(c.leads, 0) AS leads,
    CAST(COALESCE(c.customers, 0) AS BIGINT) AS customers,
    CAST(
        (SUM(COALESCE(c.leads, 0)) OVER (ORDER BY p.product) - COALESCE(c.leads, 0))
        * :buckets // (SELECT GREATEST(SUM(leads), 1) FROM counted)
        AS INTEGER
    ) AS bucket
FROM numbered_products AS p
LEFT JOIN counted AS c ON c.product = p.product
