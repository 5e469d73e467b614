"""Clips and talking people: layers drawn once, then bent and laid over each other for every frame."""
