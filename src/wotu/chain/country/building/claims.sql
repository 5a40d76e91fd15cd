-- Every supply that was neither rejected nor inferred, in numbers, by the bucket of its buyer's zone (-1: in no zone).
-- `supplying` is the seller's group, where both firms are still there: its group supplies the zone.
-- `strange` names what nobody knows; one such claim and nothing is built.
SELECT
    b.zone,
    COALESCE(b.bucket, -1) AS bucket,
    a.firm AS seller,
    b.firm AS buyer,
    p.product,
    s.kind,
    s.state,
    s.amount_fen,
    s.begins,
    s.imported,
    NOT b.dissolved AS counts,
    CASE WHEN NOT a.dissolved AND NOT b.dissolved AND a.firm <> b.firm THEN a.of_group END AS supplying,
    CASE
        WHEN b.firm IS NULL THEN 'buyer ' || COALESCE(s.buyer, '')
        WHEN s.seller IS NOT NULL AND a.firm IS NULL THEN 'seller ' || s.seller
        WHEN s.product IS NOT NULL AND p.product IS NULL THEN 'product ' || s.product
        WHEN s.kind NOT IN (:kinds) THEN 'kind ' || s.kind
        WHEN s.state NOT IN (:states) THEN 'state ' || s.state
    END AS strange
FROM source_supplies AS s
LEFT JOIN (SELECT id, firm, zone, bucket, dissolved FROM firms_numbered) AS b ON b.id = s.buyer
LEFT JOIN (SELECT id, firm, dissolved, of_group FROM firms_numbered) AS a ON a.id = s.seller
LEFT JOIN numbered_products AS p ON p.id = s.product
WHERE COALESCE(s.state, 'proposed') <> 'rejected' AND COALESCE(s.kind, 'statement') <> 'inferred'
