-- Makers with what is known of each, by the bucket of the product. The parts of a lead's score that are the same for every
-- zone are weighted here; `own` is their sum.
SELECT
    p.bucket,
    m.product,
    m.firm,
    f.id,
    f.name,
    f.zone,
    f.of_group,
    f.lat,
    f.lon,
    m.confirmed,
    :peers * (LN(m.customers / (p.customers + 1e-9) + :floor) - LN(:floor)) AS peers,
    CASE WHEN f.size_fen > 0 THEN :size * LEAST(LOG10(f.size_fen) / 13, 1e0) ELSE 0e0 END AS size,
    CASE
        WHEN f.growth_bp IS NULL THEN 0e0
        ELSE :growth * GREATEST(-1e0, LEAST(f.growth_bp / 5e3, 1e0))
    END AS growth,
    CASE WHEN f.signs THEN :signs ELSE 0e0 END AS signs
FROM family_makers AS m
JOIN products AS p ON p.product = m.product
JOIN firms_numbered AS f ON f.firm = m.firm
