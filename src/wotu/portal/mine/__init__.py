"""What is one's own: the firms and offices one serves, the account, joining a firm."""
