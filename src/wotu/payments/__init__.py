"""Payments (兑付): from an approved award to money in the account, to the fen, and back where it must be."""
