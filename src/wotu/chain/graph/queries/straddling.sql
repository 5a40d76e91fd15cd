-- How many of the zone's purchases lie in a period only in part, so that they are not counted in it.
SELECT COUNT(*) AS claims
FROM papers
WHERE
    buyer_zone = :zone
    AND (:buyer = '' OR buyer = :buyer)
    AND (state = 'confirmed' OR (:estimate AND state = 'proposed'))
    AND begins <= :ends
    AND ends >= :begins
    AND (begins < :begins OR ends > :ends)
