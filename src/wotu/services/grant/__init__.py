"""Grants (资金兑现): money out of a budget, into a bank account."""
