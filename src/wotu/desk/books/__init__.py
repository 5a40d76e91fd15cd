"""The books (台账): what the zone has to give, how much is spoken for, and why."""
