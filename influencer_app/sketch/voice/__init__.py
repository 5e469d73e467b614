"""Speech of the sketch engine: espeak-ng in a process of its own, and what it tells about the sounds."""
