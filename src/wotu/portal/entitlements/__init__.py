"""What stands for a firm: its entitlements, since when, and what changed."""
