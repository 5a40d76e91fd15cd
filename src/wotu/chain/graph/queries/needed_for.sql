-- What each of the zone's firms makes that needs a product: the reason it needs it.
SELECT DISTINCT m.firm AS buyer, i.output, i.source
FROM made AS m
JOIN firms AS f ON f.id = m.firm
JOIN input_of AS i ON i.output = m.product
WHERE f.zone = :zone AND i.input = :product
ORDER BY buyer, i.output, i.source
