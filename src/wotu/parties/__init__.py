"""Who: enterprises, and the people, projects and sites behind them."""
