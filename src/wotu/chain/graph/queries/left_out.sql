-- How many of the zone's purchases are not counted in a period: those that lie in it only in part, and those of an
-- amount that state no period, which are counted in none.
SELECT
    COUNT(CASE WHEN begins <= :ends AND ends >= :begins AND (begins < :begins OR ends > :ends) THEN 1 END) AS straddling,
    COUNT(CASE WHEN amount_fen IS NOT NULL AND (begins IS NULL OR ends IS NULL) THEN 1 END) AS undated
FROM papers
WHERE
    buyer_zone = :zone
    AND (:buyer = '' OR buyer = :buyer)
    AND (state = 'confirmed' OR (:estimate AND state = 'proposed'))
