"""What is done to every file's text: legacy codes without a telling font, radicals, one form of letters, a limit."""

from crawler.filetext.fonts import with_horned_u
from crawler.filetext.result import MAX_CHARACTERS, Words
from crawler.normalise.text.clean import clean_block_text
from crawler.normalise.text.legacy_vietnamese import CONVERTERS, UNICODE_LETTER, detect, known_words
from crawler.normalise.text.radicals import fold_radicals

SIGNS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "✓", "\uf0e0": "→"})
"""Signs of the fonts Symbol and Wingdings, which stand in the private area."""


def finished(words: Words, language: str | None) -> tuple[str, str | None]:
    """Return the text as it is kept, and what is to be said of it."""
    text = words.text[:MAX_CHARACTERS]
    note = words.note
    if len(words.text) > MAX_CHARACTERS:
        note = note or f"cut: the first {MAX_CHARACTERS} characters are kept."
    text = text.translate(SIGNS)
    if language != "zh":
        text = _in_unicode(text)
    return clean_block_text(fold_radicals(text), language), note


def _in_unicode(text: str) -> str:
    """Convert the lines that are in a legacy Vietnamese coding, where the text as a whole shows that it has such."""
    # A line is in one coding: beside it may stand others that are Unicode.
    coding = detect(text.replace("<", " ").replace("\n", "<br>"))
    if coding is None or coding == "windows-1258":
        return text
    convert = CONVERTERS[coding]
    mended = with_horned_u if coding == "tcvn3" else str
    return "\n".join(_line(line, convert(mended(line))) for line in text.split("\n"))


def _line(line: str, converted: str) -> str:
    if line.isascii() or UNICODE_LETTER.search(line):
        return line
    return converted if known_words(converted)[0] > known_words(line)[0] else line
