-- The firms of a cluster: those of the zone that make a product of a chain, or that stand in a sector of the register.
-- A dissolved firm stays: years before it ended were its years too.
WITH making AS (
    SELECT m.firm
    FROM makes AS m
    JOIN stages AS c ON c.product = m.product
    WHERE
        c.chain = :chain
        AND COALESCE(m.state, 'proposed') <> 'rejected'
        AND COALESCE(m.kind, 'statement') <> 'inferred'
    UNION
    SELECT s.seller
    FROM supplies AS s
    JOIN stages AS c ON c.product = s.product
    WHERE
        c.chain = :chain
        AND s.seller IS NOT NULL
        AND COALESCE(s.state, 'proposed') <> 'rejected'
        AND COALESCE(s.kind, 'statement') <> 'inferred'
)

SELECT f.id AS firm, f.name, f.group_id, f.size_fen, COALESCE(f.dissolved, FALSE) AS dissolved
FROM firms AS f
WHERE
    f.zone = :zone
    AND (
        (:chain <> '' AND f.id IN (SELECT firm FROM making))
        OR (:sector <> '' AND f.sector = :sector)
    )
ORDER BY f.id
