-- Each firm of the zone: its size, what it buys from and sells to whom inside, and the firms it controls.
WITH inside AS (
    SELECT s.seller, s.buyer, s.amount_fen
    FROM supplies AS s
    JOIN firms AS a ON a.id = s.seller
    JOIN firms AS b ON b.id = s.buyer
    WHERE
        a.zone = :zone
        AND b.zone = :zone
        AND s.seller <> s.buyer
        AND COALESCE(s.state, 'proposed') <> 'rejected'
        AND COALESCE(s.kind, 'statement') <> 'inferred'
),

selling AS (SELECT seller AS firm, COUNT(DISTINCT buyer) AS buyers FROM inside GROUP BY seller),
buying AS (SELECT buyer AS firm, COUNT(DISTINCT seller) AS suppliers FROM inside GROUP BY buyer),

value AS (
    SELECT firm, CAST(SUM(amount_fen) AS BIGINT) AS value_fen
    FROM (
        SELECT seller AS firm, amount_fen FROM inside
        UNION ALL
        SELECT buyer, amount_fen FROM inside
    ) AS both_sides
    GROUP BY firm
)

SELECT
    f.id AS firm,
    f.name,
    f.size_fen,
    COALESCE(f.controls, 0) AS controls,
    COALESCE(s.buyers, 0) AS buyers,
    COALESCE(b.suppliers, 0) AS suppliers,
    COALESCE(v.value_fen, 0) AS value_fen
FROM firms AS f
LEFT JOIN selling AS s ON s.firm = f.id
LEFT JOIN buying AS b ON b.firm = f.id
LEFT JOIN value AS v ON v.firm = f.id
WHERE f.zone = :zone AND NOT COALESCE(f.dissolved, FALSE)
ORDER BY f.id
