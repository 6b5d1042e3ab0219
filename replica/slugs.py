"""Titles as the offices' systems put them into addresses."""

import unicodedata


def slugify(text: str) -> str:
    """Return a Vietnamese title as the offices' systems put it into an address."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in kept).split())
