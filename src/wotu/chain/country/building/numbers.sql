-- Firms with a number each: numbers are joined and sorted many times, ids only here.
SELECT
    ROW_NUMBER() OVER () AS firm,
    f.id,
    f.name,
    z.zone,
    z.bucket,
    f.group_id,
    f.size_fen,
    f.growth_bp,
    f.lat,
    f.lon,
    COALESCE(f.signs, '') <> '' AS signs,
    COALESCE(f.dissolved, FALSE) AS dissolved
FROM source_firms AS f
LEFT JOIN zones AS z ON z.id = f.zone
