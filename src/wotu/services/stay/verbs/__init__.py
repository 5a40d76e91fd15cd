"""Writing stays: one verb is one keyword-only function, one transaction, one audit entry."""
