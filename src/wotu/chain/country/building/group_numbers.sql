-- A group's number is that of the firm it is named after; one named after no firm has a number no firm has.
WITH named AS (SELECT DISTINCT group_id FROM numbers WHERE group_id IS NOT NULL)

SELECT
    g.group_id,
    COALESCE(n.firm, (SELECT MAX(firm) FROM numbers) + ROW_NUMBER() OVER ()) AS of_group
FROM named AS g
LEFT JOIN numbers AS n ON n.id = g.group_id
