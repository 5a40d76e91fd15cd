"""From a zone to the country: what was measured, and what follows for sizes nobody can measure here."""
