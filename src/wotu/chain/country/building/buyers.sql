-- The buyers of a bucket, in the shape of `firms`: what `papers` says of sellers and groups is not asked for.
SELECT buyer AS id, ANY_VALUE(zone) AS zone, NULL AS place, NULL AS group_id, ANY_VALUE(counts) AS counts
FROM supplies
GROUP BY buyer
