"""The audit trail of a zone: who did what, when; and whether it is sealed."""
