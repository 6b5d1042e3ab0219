"""Old Office files (.doc, .xls, .ppt): read by antiword or LibreOffice where they are installed, else without text.

The program works in a folder and with a profile of its own that are gone afterwards, runs no macro, and is ended with
all that it started when it takes too long.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from crawler.filetext.pdf import PdfError, pdf_text

SECONDS = 30
"""Until a program is ended; a crawl waits for it."""
MOST_BYTES = 8 * 2**20
"""Read of what a program makes of a file."""
CSV = "csv:Text - txt - csv (StarCalc):124,34,76,1,,0,false,true,false,false,false,-1"
"""Every sheet as a file in UTF-8, cells apart by ``|``, as they are shown."""
CONVERSIONS = {"doc": "txt:Text (encoded):UTF8", "xls": CSV, "ppt": "pdf"}
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def doc_text(body: bytes) -> str | None:
    """Return the text of an old Word file; None when no program is there that can read it."""
    antiword = shutil.which("antiword")
    with tempfile.TemporaryDirectory(prefix="healtharchive-") as name:
        folder = Path(name)
        (folder / "file.doc").write_bytes(body)
        if antiword is not None:
            text = _run([antiword, "-m", "UTF-8.txt", "file.doc"], folder)
            if text:
                return text
    return _converted(body, "doc")


def xls_text(body: bytes) -> str | None:
    """Return the rows of an old Excel file, a line each; None when no program is there that can read it."""
    text = _converted(body, "xls")
    if text is None:
        return None
    rows = (
        " | ".join(filter(None, (cell.strip().strip('"') for cell in line.split("|")))) for line in text.split("\n")
    )
    return "\n".join(filter(None, rows))


def ppt_text(body: bytes) -> str | None:
    """Return the text of old slides; None when no program is there that can read them."""
    return _converted(body, "ppt")


def _converted(body: bytes, kind: str) -> str | None:
    """Return what LibreOffice makes of a file; None when it is not installed or cannot read it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="healtharchive-") as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        (folder / "out").mkdir()
        (folder / f"file.{kind}").write_bytes(body)
        words = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault"]
        words += [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        words += ["--convert-to", CONVERSIONS[kind], "--outdir", "out", f"file.{kind}"]
        if _run(words, folder) is None:
            return None
        return _read(sorted((folder / "out").iterdir())) or None


def _read(made: Sequence[Path]) -> str:
    texts = []
    for path in made:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES)
        texts.append(_pdf_text(content) if path.suffix == ".pdf" else content.decode("utf-8-sig", "replace"))
    return "\n".join(texts).replace("\r\n", "\n").strip()


def _pdf_text(content: bytes) -> str:
    try:
        return pdf_text(content)
    except PdfError:  # cut at MOST_BYTES
        return ""


def _run(words: Sequence[str], folder: Path) -> str | None:
    """Run a program in *folder*, with its temporary files there; return what it prints, None when it fails."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    # In a session of its own, so that what the program starts can be ended with it.
    process = subprocess.Popen(
        words,
        cwd=folder,
        env=environment | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None
    return printed[:MOST_BYTES].decode("utf-8", "replace").strip() if process.returncode == 0 else None
