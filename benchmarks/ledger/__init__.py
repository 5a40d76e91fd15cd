"""Claims per second on the ledger, beside a bare transaction of the same shape."""
