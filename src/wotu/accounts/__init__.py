"""Who signs in: one account a person, never shared."""
