-- Who makes what, said or seen to sell it, each pair once; dissolved firms make nothing.
SELECT
    firm,
    product,
    BOOL_OR(COALESCE(confirmed, FALSE)) AS confirmed,
    BOOL_OR(counts) AS counts,
    MAX(customers) AS customers
FROM (
    SELECT firm, product, confirmed, counts, 0 AS customers FROM said
    UNION ALL
    SELECT firm, product, FALSE, TRUE, customers FROM sold
) AS told
SEMI JOIN (SELECT firm FROM numbers WHERE NOT dissolved) AS living USING (firm)
GROUP BY firm, product
