"""Draws clothes from the body's outlines."""
