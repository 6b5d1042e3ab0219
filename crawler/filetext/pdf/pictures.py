"""The pages of a PDF as pictures, for recognition."""

from collections.abc import Iterator
from contextlib import suppress

import pypdfium2

from crawler.filetext.pdf.text import open_pdf

MAX_PAGES = 30
DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
MAX_PIXELS = 16_000_000
"""Of one page; a larger one is drawn smaller."""


def pdf_pictures(body: bytes) -> Iterator[bytes]:
    """Yield the first pages as grey images in the PGM format.  Raises `FileError`."""
    document = open_pdf(body)
    try:
        for number in range(min(len(document), MAX_PAGES)):
            with suppress(pypdfium2.PdfiumError):  # one broken page; the others can still be recognised
                yield _page_image(document[number])
    finally:
        document.close()


def _page_image(page: pypdfium2.PdfPage) -> bytes:
    scale = DOTS_PER_INCH / POINTS_PER_INCH
    width, height = page.get_size()
    scale = min(scale, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    pixels = b"".join(rows[line * bitmap.stride : line * bitmap.stride + bitmap.width] for line in range(bitmap.height))
    header = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    bitmap.close()
    page.close()
    return header + pixels
