-- What goes into what, each pair once: the greatest weight anybody gave it, the first of its uses.
SELECT
    a.product AS input,
    b.product AS output,
    MAX(i.criticality) AS criticality,
    MIN(i.substitutability) AS substitutability,
    MIN(i.use) AS used_as
FROM source_inputs AS i
JOIN numbered_products AS a ON a.id = i.input
JOIN numbered_products AS b ON b.id = i.output
GROUP BY a.product, b.product
