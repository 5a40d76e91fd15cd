"""People: departments and their officials, who stands in for whom, members of firms, the audit trail."""
