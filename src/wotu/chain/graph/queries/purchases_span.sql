-- From when to when purchases of the zone's firms are known, by claims that state their period.
SELECT MIN(begins) AS first_day, MAX(ends) AS last_day
FROM papers
WHERE buyer_zone = :zone AND state <> 'rejected' AND begins IS NOT NULL AND ends IS NOT NULL
