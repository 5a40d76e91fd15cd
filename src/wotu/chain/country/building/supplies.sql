-- The supplies of a bucket, with the columns the view `papers` looks at; ids of claims and their words are not needed here.
SELECT
    NULL AS id,
    seller,
    buyer,
    product,
    NULL AS use,
    kind,
    state,
    amount_fen,
    begins,
    NULL AS ends,
    imported,
    NULL AS source,
    zone,
    counts
FROM claims
WHERE bucket = :bucket
