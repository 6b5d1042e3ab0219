"""`healtharchive text`: read files of any kind and print what they say, one JSON object a file."""

import json
import sys
from functools import partial
from pathlib import Path

import click

from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.filetext import read_file_text
from crawler.isolation import LimitExceededError, Limits, WorkerProcess
from crawler.items import FileText

LIMITS = Limits(processor_seconds=20, seconds=30)
"""Of one file; programs that read it (LibreOffice, Tesseract) have their own."""
RECOGNITION_SECONDS = 16.0


@click.command("text")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--language", type=click.Choice(["vi", "zh"]), help="Default: what the file is written in.")
@click.option(
    "--ocr/--no-ocr", default=True, show_default=True, help="Read pictures by Tesseract, where it is installed."
)
def command(files: tuple[str, ...], language: str | None, ocr: bool) -> None:
    """Read files (PDF, Word, Excel, OFD, archives, …) and print one JSON object a file.

    The kind is told by the content, never by the name. "status" is text, none, damaged, error_page, encrypted,
    too_large or too_heavy; "note" says why there is no text, or what a reader should know of it.
    """
    failed = 0
    out = sys.stdout.buffer  # UTF-8 whatever the terminal speaks
    worker = WorkerProcess(LIMITS, ("crawler.filetext",))
    try:
        for name in files:
            try:
                told = _told(worker, Path(name), language, RECOGNITION_SECONDS if ocr else 0)
            except HealthArchiveError as error:
                failed += 1
                told = {"error": str(error)}
            out.write(json.dumps({"file": name, **told}, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            out.flush()
    finally:
        worker.close()
    if failed:
        raise SomeFailedError(f"{failed} of {len(files)} files could not be opened; their lines say why.")


def _told(worker: WorkerProcess, path: Path, language: str | None, seconds: float) -> dict[str, str | None]:
    read = partial(read_file_text, name=path.name, recognition_seconds=seconds)
    try:
        found: FileText = worker.call(read, _content(path), language)
    except LimitExceededError as error:
        return {"kind": None, "status": "too_heavy", "method": "none", "text": None, "note": f"too_heavy: {error}."}
    return {
        "kind": found.kind,
        "status": found.status,
        "method": found.method,
        "text": found.text,
        "note": found.note,
    }


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise HealthArchiveError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
