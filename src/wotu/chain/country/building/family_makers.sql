-- Who makes something of each family. A buyer of two products of the family counts twice among the customers.
SELECT
    w.family AS product,
    p.firm,
    BOOL_OR(p.confirmed) AS confirmed,
    BOOL_OR(p.counts) AS counts,
    CAST(SUM(p.customers) AS BIGINT) AS customers
FROM pairs AS p
JOIN families AS w ON w.product = p.product
GROUP BY w.family, p.firm
