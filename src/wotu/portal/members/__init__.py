"""The people who act for a firm: listed, invited, given another role, ended. For its owners."""
