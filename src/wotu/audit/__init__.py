"""Who did what, when: one entry for every write."""
