-- Who makes what in each zone, by any claim that counts.
SELECT f.zone, p.product, p.firm
FROM pairs AS p
JOIN (SELECT firm, zone FROM numbers WHERE zone IS NOT NULL) AS f ON f.firm = p.firm
WHERE p.counts
ORDER BY f.zone, p.product
