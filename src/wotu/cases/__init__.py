"""Cases (办件): from an entitlement to its delivery, through declared steps and by declared times."""
