"""Clothes, cut from the body's own outlines."""
