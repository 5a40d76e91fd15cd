-- Each firm of the zone, or of one of its chains: its size, its buyers and sellers inside, its value there, its control.
-- A firm is of a chain if it makes a product of it. The value of a chain is what firms inside buy from each other of its
-- products, each delivery once.
WITH members AS (
    SELECT f.id, f.name, f.size_fen, f.controls
    FROM firms AS f
    WHERE
        f.zone = :zone
        AND NOT COALESCE(f.dissolved, FALSE)
        AND (
            :chain = ''
            OR f.id IN (
                SELECT m.firm
                FROM made AS m
                JOIN stages AS c ON c.product = m.product
                WHERE c.chain = :chain
            )
        )
),

inside AS (
    SELECT seller, buyer, amount_fen
    FROM delivered
    WHERE
        seller_zone = :zone
        AND buyer_zone = :zone
        AND seller <> buyer
        AND (:chain = '' OR product IN (SELECT product FROM stages WHERE chain = :chain))
),

selling AS (SELECT seller AS firm, COUNT(DISTINCT buyer) AS buyers FROM inside GROUP BY seller),
buying AS (SELECT buyer AS firm, COUNT(DISTINCT seller) AS suppliers FROM inside GROUP BY buyer),
whole AS (SELECT CAST(SUM(amount_fen) AS BIGINT) AS whole_fen FROM inside),

value AS (
    SELECT firm, CAST(SUM(amount_fen) AS BIGINT) AS value_fen
    FROM (
        SELECT seller AS firm, amount_fen FROM inside
        UNION ALL
        SELECT buyer, amount_fen FROM inside
    ) AS both_sides
    GROUP BY firm
),

-- Firms that name it as the head of their group.
heading AS (
    SELECT group_id AS firm, COUNT(*) AS headed
    FROM firms
    WHERE group_id IS NOT NULL AND group_id <> id AND NOT COALESCE(dissolved, FALSE)
    GROUP BY group_id
)

SELECT
    f.id AS firm,
    f.name,
    f.size_fen,
    CASE
        WHEN COALESCE(h.headed, 0) > COALESCE(f.controls, 0) THEN h.headed
        ELSE COALESCE(f.controls, 0)
    END AS controls,
    COALESCE(s.buyers, 0) AS buyers,
    COALESCE(b.suppliers, 0) AS suppliers,
    COALESCE(v.value_fen, 0) AS value_fen,
    COALESCE(w.whole_fen, 0) AS whole_fen
FROM members AS f
CROSS JOIN whole AS w
LEFT JOIN selling AS s ON s.firm = f.id
LEFT JOIN buying AS b ON b.firm = f.id
LEFT JOIN value AS v ON v.firm = f.id
LEFT JOIN heading AS h ON h.firm = f.id
ORDER BY f.id
