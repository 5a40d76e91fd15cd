"""The embedded PostgreSQL: a real server, kept in a folder, started when first needed."""
