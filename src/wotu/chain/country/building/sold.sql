-- Who was seen to sell what, and to how many others.
SELECT seller AS firm, product, COUNT(*) FILTER (WHERE buyer <> seller) AS customers
FROM (
    SELECT DISTINCT seller, product, buyer
    FROM claims
    WHERE seller IS NOT NULL AND product IS NOT NULL
) AS pairs
GROUP BY seller, product
