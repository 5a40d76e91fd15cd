-- Each product with itself and everything above it: a maker of the part of a family makes something of the family.
CREATE VIEW within AS
SELECT id AS product, id AS family FROM products
UNION
SELECT id, parent FROM products WHERE parent IS NOT NULL
UNION
SELECT p.id, q.parent
FROM products AS p
JOIN products AS q ON q.id = p.parent
WHERE q.parent IS NOT NULL
UNION
SELECT p.id, r.parent
FROM products AS p
JOIN products AS q ON q.id = p.parent
JOIN products AS r ON r.id = q.parent
WHERE r.parent IS NOT NULL
