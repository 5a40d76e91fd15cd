-- The groups of each zone: those with a firm inside (none of their firms is a lead), and those that supply the zone.
SELECT zone, number, BOOL_OR(inside) AS inside, BOOL_OR(supplies) AS supplies
FROM (
    SELECT DISTINCT zone, of_group AS number, TRUE AS inside, FALSE AS supplies
    FROM firms_numbered
    WHERE zone IS NOT NULL AND of_group IS NOT NULL AND NOT dissolved
    UNION ALL
    SELECT zone, firm, TRUE, FALSE
    FROM numbers
    SEMI JOIN group_numbers ON of_group = firm
    WHERE zone IS NOT NULL AND NOT dissolved
    UNION ALL
    SELECT DISTINCT zone, supplying, FALSE, TRUE
    FROM claims
    WHERE zone IS NOT NULL AND supplying IS NOT NULL
) AS told
GROUP BY zone, number
ORDER BY zone, number
