"""The API: the same verbs and reads as the pages, for programs; it describes itself in OpenAPI 3.1."""
