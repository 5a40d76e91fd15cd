-- Products with a number each, in the order of their ids.
WITH numbered AS (
    SELECT *, ROW_NUMBER() OVER (ORDER BY id) AS product
    FROM source_products
)

SELECT n.product, n.id, n.zh, n.en, n.parent AS parent_id, above.product AS parent
FROM numbered AS n
LEFT JOIN numbered AS above ON above.id = n.parent
