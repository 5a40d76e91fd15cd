"""Writing payments: one verb is one keyword-only function, one transaction, one audit entry."""
