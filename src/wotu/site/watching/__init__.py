"""What the site says of itself while it runs: one line a request, counts to scrape, traces if wanted."""
