"""The working-day calendar: a year at a glance, and taking a year's notice in."""
