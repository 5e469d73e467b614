"""Hair: guide curves over the skull become tapered ribbons with strands inside."""
