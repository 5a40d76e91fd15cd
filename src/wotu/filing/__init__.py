"""How a zone's officials keep its firms in order: tags, saved filters, and each firm at a glance."""
