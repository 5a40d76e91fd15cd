-- Each product with itself and the families above it, as the view `within` has them.
SELECT product, family
FROM within
