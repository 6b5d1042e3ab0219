"""`healtharchive relations`: which documents a text names and how it relates to them, one JSON object a text."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.normalise.papers.relations import PaperRelations, read_relations


class LineError(HealthArchiveError):
    """One line cannot be read; the message is its error line."""


@dataclass(frozen=True)
class Passage:
    """One text to read."""

    id: str | int
    language: str
    text: str
    page_number: str | None = None


@click.command("relations")
@click.argument("file", metavar="FILE.jsonl")
def command(file: str) -> None:
    """Print the documents that texts name, their relations, and what each text says of its own force.

    FILE.jsonl (- for standard input) has lines of {"id": …, "language": "vi" or "zh", "text": …, "page_number": …}; the
    last one may be left out. A line that cannot be read gets a line of its own with an "error"; the others still come
    out, and the status is 1.
    """
    failed = total = 0
    out = sys.stdout.buffer  # UTF-8 whatever the terminal speaks
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        total += 1
        answer = _answer(line, number)
        failed += "error" in answer
        out.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    out.flush()
    if failed:
        raise SomeFailedError(f"{failed} of {total} lines could not be read; their lines say why.")


def _lines(file: str) -> Iterable[bytes]:
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).read_bytes().split(b"\n")
    except OSError as error:
        raise HealthArchiveError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.") from error


def _answer(line: bytes, number: int) -> dict[str, Any]:
    try:
        passage = _passage(line, number)
    except LineError as error:
        return {"line": number, "error": str(error)}
    return {"id": passage.id, **printed(read_relations(passage.text, passage.language, passage.page_number))}


def printed(read: PaperRelations) -> dict[str, Any]:
    """Return what is printed of one text."""
    return {
        "own_number": read.own_number,
        "relations": [relation.as_dict() for relation in read.relations],
        "status": asdict(read.status) if read.status else None,
    }


def _passage(line: bytes, number: int) -> Passage:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:  # the latter of brackets in brackets without end
        raise LineError(f"Line {number} is not JSON.") from error
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise LineError(f'Line {number} is not an object with a "text".')
    if data.get("language") not in ("vi", "zh"):
        raise LineError(f'Line {number} has a "language" that is neither vi nor zh.')
    page_number = data.get("page_number")
    if not isinstance(page_number, str | None):
        raise LineError(f'Line {number} has a "page_number" that is no text.')
    if not isinstance(data.get("id"), str | int) or isinstance(data["id"], bool):
        raise LineError(f'Line {number} has no "id".')
    return Passage(data["id"], data["language"], data["text"], page_number)
