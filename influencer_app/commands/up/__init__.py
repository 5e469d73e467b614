"""``influencer up``: start, supervise and stop every process of an installation."""
