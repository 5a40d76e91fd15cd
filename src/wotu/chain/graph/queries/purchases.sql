-- Every paper, and whether the purchase stays within one group.
CREATE VIEW purchases AS
SELECT
    p.*,
    CASE WHEN p.seller = p.buyer OR s.head = b.head THEN TRUE ELSE FALSE END AS internal
FROM papers AS p
LEFT JOIN heads AS s ON s.firm = p.seller
LEFT JOIN heads AS b ON b.firm = p.buyer
