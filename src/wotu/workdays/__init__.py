"""The working-day calendar on record: each year's notice, where it stands, and the days it dates."""
