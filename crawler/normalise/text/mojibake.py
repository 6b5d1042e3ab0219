"""Undo text that was stored after its UTF-8 bytes had been read as Latin-1 or windows-1252, and only that.

Everything else that could look odd is left as it stands: curly quotes, full-width signs, foreign words.  GBK read as
Latin-1 cannot be told from good text reliably; decode the archived bytes again instead.
"""

import re

_TRAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
DAMAGE = re.compile(f"[Â-ô]{_TRAIL}(?:(?<=[Â-ß].)|{_TRAIL}(?:(?<=[à-ï]..)|{_TRAIL}(?<=[ð-ô]...)))")
"""A whole UTF-8 sequence, each byte shown as the character that a one-byte encoding has for it.

The kinds of lead byte share one class at the start: on good text that is several times faster than an alternative each.
"""

ENOUGH = 2
"""Damaged places below which a text is taken for good: ``café”…`` has one by chance."""


def repair_mojibake(text: str) -> str:
    """Return the text with UTF-8 that was once read as a one-byte encoding put right; good text as it is."""
    if text.isascii() or len(DAMAGE.findall(text)) < ENOUGH:
        return text
    return "\n".join(_repaired(line) if DAMAGE.search(line) else line for line in text.split("\n"))


def _repaired(line: str) -> str:
    # Loaded at the first damaged text: most runs never see one.
    from ftfy import fix_encoding

    fixed = fix_encoding(line)
    return line if "\ufffd" in fixed and "\ufffd" not in line else fixed
