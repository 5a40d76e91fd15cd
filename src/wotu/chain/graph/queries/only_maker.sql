-- What a firm of the zone makes and nobody else there, neither itself nor a product of its family.
SELECT w.family AS product
FROM made AS m
JOIN firms AS f ON f.id = m.firm
JOIN within AS w ON w.product = m.product
WHERE f.zone = :zone
GROUP BY w.family
HAVING COUNT(DISTINCT m.firm) = 1 AND MIN(m.firm) = :firm
ORDER BY w.family
