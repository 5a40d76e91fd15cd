"""The pages enterprises and talents use, and the look all pages share."""
