-- Who is claimed to make what, unless it was rejected. An inferred claim makes a lead, but does not count as a maker.
SELECT
    n.firm,
    p.product,
    m.state = 'confirmed' AS confirmed,
    COALESCE(m.kind, 'statement') <> 'inferred' AS counts,
    CASE
        WHEN n.firm IS NULL THEN 'firm ' || COALESCE(m.firm, '')
        WHEN p.product IS NULL THEN 'product ' || COALESCE(m.product, '')
        WHEN m.kind NOT IN (:kinds) THEN 'kind ' || m.kind
        WHEN m.state NOT IN (:states) THEN 'state ' || m.state
    END AS strange
FROM source_makes AS m
LEFT JOIN (SELECT id, firm FROM numbers) AS n ON n.id = m.firm
LEFT JOIN numbered_products AS p ON p.id = m.product
WHERE COALESCE(m.state, 'proposed') <> 'rejected'
