"""My facts (我的事实): what the zone knows about a firm, for those who act for it."""
