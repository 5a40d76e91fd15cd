-- What nobody else in the firm's zone makes.
SELECT m.product
FROM made AS m
JOIN firms AS f ON f.id = m.firm
WHERE f.zone = (SELECT zone FROM firms WHERE id = :firm)
GROUP BY m.product
HAVING COUNT(DISTINCT m.firm) = 1 AND MIN(m.firm) = :firm
ORDER BY m.product
