"""Allowed values of a character's fields."""

GENDERS = ("female", "male", "nonbinary")
STYLES = ("realistic", "editorial", "anime", "toon", "watercolour", "neon")
AGE_MIN = 18
AGE_MAX = 100
TOO_YOUNG = "Characters are adults: 18 or older."
