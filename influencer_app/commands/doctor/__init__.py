"""``influencer doctor``: check configuration, servers, workers, storage and vendors."""
