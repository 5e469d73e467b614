"""Synthesizes speech with espeak-ng in a separate process, with phoneme and word timings."""
