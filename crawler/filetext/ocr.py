"""Text recognition in scans by Tesseract, where it is installed; slow, so it is a step of its own and never part of a
crawl.
"""

import shutil
import subprocess
from functools import cache

import pypdfium2

from crawler.errors import HealthArchiveError
from crawler.filetext.kinds import IMAGES, kind_of
from crawler.normalise.text.clean import clean_block_text

MODELS = {"vi": "vie", "zh": "chi_sim"}
MOST_PAGES = 30
SECONDS_A_PAGE = 90
DOTS_PER_INCH = 200
POINTS_PER_INCH = 72


def require_tesseract(languages: set[str]) -> None:
    """Raise `HealthArchiveError` when Tesseract or its model of one of *languages* (``vi``, ``zh``) is missing."""
    if shutil.which("tesseract") is None:
        raise HealthArchiveError(
            "Text recognition needs Tesseract; install tesseract-ocr, or leave scans without text."
        )
    missing = sorted(MODELS[language] for language in languages if MODELS[language] not in installed_models())
    if missing:
        raise HealthArchiveError(
            f"Tesseract lacks the model {missing[0]}; install tesseract-ocr-{missing[0].replace('_', '-')}."
        )


@cache
def installed_models() -> frozenset[str]:
    """Return the names of Tesseract's models on this machine."""
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return frozenset(done.stdout.split("\n")[1:]) if done.returncode == 0 else frozenset()


def recognise(body: bytes, language: str) -> str | None:
    """Return the text of a scan, a PDF or an image; None where nothing is recognised."""
    kind = kind_of(body)
    if kind == "pdf":
        pages = _pdf_pages(body)
    elif kind in IMAGES:
        pages = [body]
    else:
        return None
    texts = [_recognise_image(page, MODELS[language]) for page in pages]
    return clean_block_text("\n".join(texts), language) or None


def _pdf_pages(body: bytes) -> list[bytes]:
    """Return the pages as grey images in the PGM format."""
    document = pypdfium2.PdfDocument(body)
    try:
        return [_page_image(document[number]) for number in range(min(len(document), MOST_PAGES))]
    finally:
        document.close()


def _page_image(page: pypdfium2.PdfPage) -> bytes:
    bitmap = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH, grayscale=True)
    rows = bytes(bitmap.buffer)
    pixels = b"".join(rows[line * bitmap.stride : line * bitmap.stride + bitmap.width] for line in range(bitmap.height))
    header = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    bitmap.close()
    page.close()
    return header + pixels


def _recognise_image(image: bytes, model: str) -> str:
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", model],
            input=image,
            capture_output=True,
            timeout=SECONDS_A_PAGE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
