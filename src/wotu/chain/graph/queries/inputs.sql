-- What goes into what and how it is used, each once however many said so: the greatest weight anybody gave it.
SELECT
    input,
    output,
    COALESCE(use, 'unknown') AS used_as,
    MAX(criticality) AS criticality,
    MIN(substitutability) AS substitutability,
    COUNT(*) AS claims
FROM input_of
GROUP BY input, output, COALESCE(use, 'unknown')
ORDER BY input, output, COALESCE(use, 'unknown')
