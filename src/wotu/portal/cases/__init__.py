"""A firm's cases, or a talent's own: filing, confirming, correcting, following, appealing."""
