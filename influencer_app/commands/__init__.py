"""What the ``influencer`` command does: run everything, run one process, look after it."""
