"""The digests of the audit trail, for everybody to keep and to check later."""
