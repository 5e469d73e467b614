"""Renders clips and talking videos: layers are drawn once, then warped and composited per frame."""
