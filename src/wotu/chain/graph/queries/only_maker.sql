-- What a firm of the zone makes and nobody else there.
SELECT m.product
FROM made AS m
JOIN firms AS f ON f.id = m.firm
WHERE f.zone = :zone
GROUP BY m.product
HAVING COUNT(DISTINCT m.firm) = 1 AND MIN(m.firm) = :firm
ORDER BY m.product
