"""The face as a flat painting in the head's own frame, later laid over its relief."""
