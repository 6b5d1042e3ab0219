"""Our reader of files and its peers on the same files in one run: files a second, and right texts by kind.

    python -m benchmarks.files [--cases ../shared/cases_files]

The files and what must be in their text are an evaluation set's (`../shared/cases_files`), judged by its `check.py`.
A peer is asked only for the kinds that it says it reads.  Programs are started once a file, as their users start them;
ours runs in this process.  Time is that on the clock, OCR is off.  Files that attack their reader are left out.
"""

import argparse
import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import machine_line
from crawler.filetext import read_file_text

DEFAULT_CASES = Path(__file__).resolve().parents[2] / "shared" / "cases_files"
SECONDS = 60
GROUPS = (
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "rtf",
    "html",
    "mhtml",
    "text",
    "odt, ods",
    "ofd",
    "doc, xls",
    "archives",
    "rest",
)

HOSTILE = re.compile(r"bomb|entities")
"""Kinds that are left out: some peers never come back from them."""

Reader = Callable[[Path], dict[str, Any]]


@dataclass(frozen=True)
class Peer:
    """A reader, and the endings of the kinds that it reads; none for all."""

    name: str
    read: Reader
    kinds: tuple[str, ...] = ()

    def takes(self, case: dict[str, Any]) -> bool:
        return not self.kinds or _group(case) in self.kinds


def _group(case: dict[str, Any]) -> str:
    kind = case["kind"]
    whole = {"doc": "doc, xls", "xls": "doc, xls", "odt": "odt, ods", "ods": "odt, ods", "pptx": "pptx"}
    parts = {
        "pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "rtf": "rtf", "html": "html", "mhtml": "mhtml", "txt": "text",
        "csv": "text", "tsv": "text", "ofd": "ofd", "wps": "doc, xls", "zip": "archives", "rar": "archives",
        "7z": "archives",
    }  # fmt: skip
    return whole.get(kind) or parts.get(kind.partition("-")[0], "rest")


def ours(path: Path) -> dict[str, Any]:
    read = read_file_text(path.read_bytes(), name=path.name)
    return {"status": read.status, "method": read.method, "text": read.text}


def _said(text: str) -> dict[str, Any]:
    return {"status": "text" if text.strip() else "none", "method": "none", "text": text if text.strip() else None}


def program(*words: str) -> Reader:
    """Return a reader that calls a program, whose last word is the file."""

    def read(path: Path) -> dict[str, Any]:
        done = subprocess.run(
            [*words[:-1], words[-1].format(file=path)], capture_output=True, timeout=SECONDS, check=False
        )
        return _said(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else {"status": "damaged"}

    return read


def pdftotext(path: Path) -> dict[str, Any]:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, timeout=SECONDS, check=False
    )
    if b"Incorrect password" in done.stderr:
        return {"status": "encrypted"}
    return _said(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else {"status": "damaged"}


def markitdown() -> Reader:
    from markitdown import MarkItDown

    converter = MarkItDown()

    def read(path: Path) -> dict[str, Any]:
        return _said(converter.convert_stream(BytesIO(path.read_bytes()), file_extension=path.suffix).text_content)

    return read


def docx2txt() -> Reader:
    import docx2txt

    return lambda path: _said(docx2txt.process(str(path)))


def soffice(path: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        words = ["soffice", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(path)]
        subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)
        made = list(Path(folder).glob("*.txt"))
        return _said(made[0].read_text("utf-8", "replace")) if made else {"status": "damaged"}


MADE: dict[str, tuple[Callable[[], Reader], tuple[str, ...]]] = {
    "markitdown": (markitdown, ("pdf", "docx", "xlsx", "pptx", "html", "text", "archives")),
    "docx2txt": (docx2txt, ("docx",)),
}
PROGRAMS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "pdftotext": (pdftotext, ("pdf",)),
    "pandoc": (program("pandoc", "-t", "plain", "--wrap=none", "{file}"), ("docx", "odt, ods", "rtf", "html")),
    "antiword": (program("antiword", "-m", "UTF-8.txt", "{file}"), ("doc, xls",)),
    "soffice": (soffice, ("docx", "rtf", "odt, ods", "doc, xls")),
}


def peers() -> list[Peer]:
    """Return ours and those that are installed."""
    found = [Peer("health archive", ours)]
    for name, (make, kinds) in MADE.items():
        if importlib.util.find_spec(name) is not None:
            found.append(Peer(name, make(), kinds))
    found += [Peer(name, read, kinds) for name, (read, kinds) in PROGRAMS.items() if shutil.which(name)]
    return found


def _outcome(peer: Peer, path: Path) -> dict[str, Any]:
    try:
        return peer.read(path)
    except Exception as error:  # noqa: BLE001  # whatever a peer raises on a file is its answer
        return {"status": f"raised {type(error).__name__}"}


def measure(peer: Peer, cases: list[dict[str, Any]], folder: Path, wrong: Callable[..., Any]) -> str:
    """Return a peer's row of the table."""
    mine = [case for case in cases if peer.takes(case)]
    said, times = [], []
    for case in mine:
        started = time.perf_counter()
        said.append(_outcome(peer, folder / case["file"]))
        times.append(time.perf_counter() - started)
    asked = Counter(_group(case) for case in mine)
    right = Counter(_group(case) for case, told in zip(mine, said, strict=True) if not wrong(case, told))
    cells = [f"{right[group]}/{asked[group]}" if asked[group] else "-" for group in GROUPS]
    speed = f"{len(mine) / sum(times):.1f} | {1000 * median(times):.1f}"
    return f"| {peer.name} | {speed} | {right.total()}/{len(mine)} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES)
    folder: Path = parser.parse_args().cases
    spec = importlib.util.spec_from_file_location("check_files", folder / "check.py")
    if spec is None or spec.loader is None:
        parser.error(f"{folder} holds no check.py")
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    rows = [json.loads(line) for line in (folder / "cases.jsonl").read_text("utf-8").splitlines()]
    cases = [row for row in rows if not HOSTILE.search(row["kind"])]
    print(machine_line())
    print()
    print(f"| reader | files a second | median ms | right | {' | '.join(GROUPS)} |")
    print(f"|{'---|' * (4 + len(GROUPS))}")
    for peer in peers():
        print(measure(peer, cases, folder, checker.wrong), flush=True)


if __name__ == "__main__":
    main()
