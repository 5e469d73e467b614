"""Paints the face flat in the head's frame, as a texture for the height field."""
