"""The text layer of a PDF in reading order; text that its fonts give no way to read is left out, and that is said."""

import re

import pypdfium2

from crawler.filetext.finishing import SIGNS
from crawler.filetext.fixed.layout import Word
from crawler.filetext.fixed.tables import Rulings, lines_with_tables
from crawler.filetext.fonts import from_font, with_horned_u
from crawler.filetext.pdf.characters import Stretch, reading_rotation, stretches, turned_share
from crawler.filetext.pdf.rulings import rulings_of
from crawler.filetext.result import MAX_CHARACTERS, DamagedError, EncryptedError, NoTextError, Words

MAX_PAGES = 300
UNREADABLE = 0.3
"""Share of a font's characters without a Unicode value, from which on none of its text is believed."""
MAX_TURNED = 0.3
"""Share of a page's characters that are not upright, above which they are taken in the order they are drawn."""
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\U000f0000-\U0010ffff]")
NO_UNICODE = "no_unicode: the fonts do not say which letters they show"


def pdf_text(body: bytes) -> Words:
    """Return the text layer, page by page.  Raises `FileError`; a scan has none."""
    document = open_pdf(body)
    try:
        return _read_pages(document)
    finally:
        document.close()


def open_pdf(body: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF.  Raises `DamagedError` and `EncryptedError`."""
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError("it needs a password") from error
        raise DamagedError(f"it is no sound PDF ({error})") from error


def _read_pages(document: pypdfium2.PdfDocument) -> Words:
    lines: list[str] = []
    size, lost, count = 0, 0, len(document)
    for number in range(min(count, MAX_PAGES)):
        try:
            page = document[number]
            read, unreadable = _page_lines(page)
            page.close()
        except pypdfium2.PdfiumError:  # one broken page; the others still have their text
            continue
        lost += unreadable
        lines += read
        size += sum(map(len, read))
        if size > MAX_CHARACTERS:
            break
    text = "\n".join(lines)[:MAX_CHARACTERS]
    if lost and not text.strip():
        raise NoTextError(NO_UNICODE)
    note = f"{NO_UNICODE}; {lost} characters are left out." if lost else None
    if count > MAX_PAGES and note is None:
        note = f"cut: the first {MAX_PAGES} of {count} pages are read."
    return Words(text=text, method="text layer", note=note)


def _page_lines(page: pypdfium2.PdfPage) -> tuple[list[str], int]:
    """Return a page's lines in reading order, and how many of its characters cannot be read."""
    text_page = page.get_textpage()
    try:
        rotation = reading_rotation(text_page, page.get_rotation())
        found = list(stretches(text_page, rotation))
        turned = turned_share(text_page, rotation)
    finally:
        text_page.close()
    unreadable = _unreadable_fonts(found)
    lost = sum(stretch.letters for stretch in found if stretch.font in unreadable)
    words = [_converted(stretch) for stretch in found if stretch.font not in unreadable]
    if turned > MAX_TURNED:
        return [word.text for word in words], lost
    rulings = rulings_of(page) if rotation == page.get_rotation() else Rulings()
    return lines_with_tables(words, rulings), lost


def _unreadable_fonts(found: list[Stretch]) -> frozenset[str]:
    letters: dict[str, list[int]] = {}
    for stretch in found:
        counts = letters.setdefault(stretch.font, [0, 0])
        counts[0] += stretch.letters
        counts[1] += stretch.unmapped + len(PRIVATE.findall(stretch.text.translate(SIGNS)))
    return frozenset(font for font, (all_of, bad) in letters.items() if bad > UNREADABLE * all_of)


def _converted(stretch: Stretch) -> Word:
    text = stretch.text.translate(SIGNS)
    if stretch.coding in ("tcvn3", "tcvn3 capitals"):
        text = with_horned_u(text)
    text = PRIVATE.sub("", from_font(text, stretch.coding))
    return Word(stretch.left, stretch.right, stretch.base, stretch.size, text)
