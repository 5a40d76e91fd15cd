-- Who stands above all of each firm's group, up to three storeys up; a firm of no group stands for itself.
CREATE VIEW heads AS
SELECT f.id AS firm, COALESCE(c.group_id, b.group_id, f.group_id, f.id) AS head
FROM firms AS f
LEFT JOIN firms AS b ON b.id = f.group_id
LEFT JOIN firms AS c ON c.id = b.group_id
