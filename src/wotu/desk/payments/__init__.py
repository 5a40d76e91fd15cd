"""Payments at the desk (兑付): what is due, batches, receipts, debts, reconciliation."""
