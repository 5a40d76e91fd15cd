"""The talent station (人才驿站): nights promised from a pool, beds chosen late, codes at the door."""
