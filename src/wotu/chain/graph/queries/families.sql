-- Every product with every family it belongs to, itself first of all.
SELECT family, product
FROM within
ORDER BY family, product
