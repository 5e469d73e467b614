"""Draws hair: guide curves over the skull become tapered ribbons filled with strands."""
