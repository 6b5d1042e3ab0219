"""Text recognition in pictures by Tesseract, where it is installed; slow, so it is never part of a crawl."""

import shutil
import subprocess
import time
from collections.abc import Iterable
from functools import cache

from crawler.errors import HealthArchiveError
from crawler.filetext.programs import Program, run_program
from crawler.filetext.result import NoTextError, Words

MODELS = {"vi": "vie", "zh": "chi_sim"}
SECONDS_A_PAGE = 60
MIN_SECONDS = 5
"""That a page is given, however little is left."""
MIN_CONFIDENCE = 60.0
"""Tesseract's mean confidence in the words of a page, in per cent, below which none of them is believed."""
WORD_LEVEL = "5"
RECOGNISED = "recognised: the text was recognised in a picture and may hold mistakes."
NOTHING = "recognised: no text was found in the picture"


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
    """Return the names of Tesseract's models on this machine; empty where it is not installed."""
    path = shutil.which("tesseract")
    if path is None:
        return frozenset()
    done = subprocess.run([path, "--list-langs"], capture_output=True, text=True, check=False)
    return frozenset(done.stdout.split("\n")[1:]) if done.returncode == 0 else frozenset()


def recognised_text(pictures: Iterable[bytes], language: str | None, seconds: float) -> Words:
    """Return what is written in pictures, in *language* or whichever of both reads better.  Raises `NoTextError`.

    No further picture is begun once *seconds* are over.
    """
    models = [MODELS[language]] if language in MODELS else sorted(MODELS.values())
    models = [model for model in models if model in installed_models()]
    if not models:
        raise NoTextError(
            "no_program: a picture needs Tesseract and its model of the language, which are not installed"
        )
    started, texts, cut = time.monotonic(), [], False
    for picture in pictures:
        left = seconds - (time.monotonic() - started)
        if left <= 0:
            cut = True
            break
        limit = max(MIN_SECONDS, min(SECONDS_A_PAGE, round(left / len(models))))
        text, model = max((_page(picture, model, limit), model) for model in models)
        if text[0] >= MIN_CONFIDENCE and text[1].strip():
            texts.append(text[1])
            models = [model]
    if not texts:
        raise NoTextError(NOTHING)
    note = RECOGNISED if not cut else f"{RECOGNISED[:-1]}; only the first {len(texts)} pages were read."
    return Words(text="\n".join(texts), method="ocr", note=note)


def _page(picture: bytes, model: str, seconds: int) -> tuple[float, str]:
    """Return the mean confidence in the words of a picture and its lines; 0 where nothing comes of it."""
    words = ("tesseract", "stdin", "stdout", "-l", model, "--dpi", "200", "tsv")
    done = run_program(Program(words, seconds=seconds), {}, given=picture)
    if done is None:
        return 0.0, ""
    lines: dict[tuple[str, ...], list[str]] = {}
    confidences: list[float] = []
    for row in done.output.decode("utf-8", "replace").split("\n")[1:]:
        cells = row.rstrip("\r").split("\t")
        if len(cells) == 12 and cells[0] == WORD_LEVEL and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append(cells[11])
            confidences.append(float(cells[10]))
    mean = sum(confidences) / len(confidences) if confidences else 0.0
    return mean, "\n".join(" ".join(line) for line in lines.values())
