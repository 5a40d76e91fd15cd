-- Makers of a bucket's products, those first that are the likeliest wherever the zone may be: `place` counts them.
SELECT
    product,
    ROW_NUMBER() OVER (
        PARTITION BY product
        ORDER BY confirmed DESC, peers + size + growth + signs DESC, id
    ) AS place,
    firm,
    id,
    name,
    zone,
    of_group,
    lat,
    lon,
    confirmed,
    peers,
    size,
    growth,
    signs
FROM described_makers
WHERE bucket = :bucket
ORDER BY product, place
