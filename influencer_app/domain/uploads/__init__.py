"""Files that people bring: read anew, kept for a day, and used in what they ask for."""
