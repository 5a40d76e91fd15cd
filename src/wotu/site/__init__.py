"""The composition root: settings, addresses, the database, the server."""
