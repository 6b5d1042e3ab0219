"""Old Office files, read by a program that stands in for the real one, and by the real one where it is installed."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.filetext.legacy import convert
from tests.filetext.build import OLE, cell, make_docx, make_xlsx, paragraph
from tests.filetext.read import read

DOC = OLE + "WordDocument\0".encode("utf-16-le")
XLS = OLE + "Workbook\0".encode("utf-16-le")
PPT = OLE + "PowerPoint Document\0".encode("utf-16-le")

Install = Callable[[str, str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a program of a few shell lines on an otherwise empty PATH; ``$NOTES`` is a folder to leave notes in."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "cat", "sleep", "pwd", "cp"):
        (programs / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(programs))

    def put(name: str, script: str) -> Path:
        path = programs / name
        path.write_text(f"#!{programs}/sh\nNOTES={tmp_path}\n{script}\n")
        path.chmod(0o755)
        return tmp_path

    return put


@pytest.mark.usefixtures("install")
@pytest.mark.parametrize("body", [DOC, XLS, PPT], ids=["doc", "xls", "ppt"])
def test_without_a_program_there_is_no_text(body: bytes) -> None:
    found = read(body)
    assert (found.status, found.text) == ("none", None)
    assert str(found.note).startswith("no_program: ")


def test_antiword_reads_word(install: Install) -> None:
    install("antiword", 'echo "Kính gửi: các trạm y tế"; echo "$@"')
    found = read(DOC)
    assert (found.method, found.media_type) == ("converted", "application/msword")
    assert found.text == "Kính gửi: các trạm y tế\n-w 0 -m UTF-8.txt file.doc"


SOFFICE = """
echo "$@" > $NOTES/words
pwd > $NOTES/folder
cat profile/user/registrymodifications.xcu > $NOTES/profile
cat file.* > $NOTES/body
"""
MADE = {
    "doc": (DOC, "docx", make_docx(paragraph("Số ca mắc giảm")), "Số ca mắc giảm"),
    "xls": (XLS, "xlsx", make_xlsx(f"<row>{cell('45736', style=1)}</row>", formats="dd/mm/yyyy\n"), "20/03/2025"),
}


@pytest.mark.parametrize(("body", "form", "made", "words"), MADE.values(), ids=MADE.keys())
def test_libreoffice_makes_the_modern_form(install: Install, body: bytes, form: str, made: bytes, words: str) -> None:
    notes = install("soffice", f"{SOFFICE}cp $NOTES/made out/file.{form}")
    (notes / "made").write_bytes(made)
    found = read(body)
    assert (found.text, found.method) == (words, "converted")
    given = (notes / "words").read_text()
    folder = (notes / "folder").read_text().strip()
    assert f"--convert-to {form}:" in given
    assert f"-env:UserInstallation=file://{folder}/profile" in given
    assert "--headless" in given
    assert (notes / "body").read_bytes() == body
    assert "DisableMacrosExecution" in (notes / "profile").read_text()
    assert not Path(folder).exists()


def test_antiword_takes_over_where_libreoffice_fails(install: Install) -> None:
    install("soffice", "exit 1")
    install("antiword", "echo Văn bản")
    assert read(DOC).text == "Văn bản"


FAILURES = {"fails": "exit 1", "makes-nothing": "exit 0", "makes-junk": "echo junk > out/file.docx"}


@pytest.mark.parametrize("script", FAILURES.values(), ids=FAILURES.keys())
def test_a_program_that_reads_nothing(install: Install, script: str) -> None:
    install("soffice", script)
    found = read(DOC)
    assert (found.status, found.text) in {("none", None), ("damaged", None)}


def test_a_program_has_a_limit_of_memory(install: Install) -> None:
    notes = install("soffice", "ulimit -v > $NOTES/limit")
    read(DOC)
    assert int((notes / "limit").read_text()) == convert.MEGABYTES * 1024


def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = install("soffice", "sleep 600 &\necho $! > $NOTES/child\nsleep 600")
    monkeypatch.setattr(convert, "SECONDS", 3)
    assert read(DOC).status == "none"
    child = int((notes / "child").read_text())
    for _ in range(100):
        if not _is_running(child):
            return
        time.sleep(0.05)
    pytest.fail("the program's child is still running")


def _is_running(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    try:
        os.kill(process, 0)
        return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):  # it may end while it is looked at
        return False


PLAN = "Kế hoạch tiêm chủng mở rộng\nXã Ví Dụ có 31 trẻ"
SOURCES = {
    "doc": ("source.txt", PLAN, PLAN),
    "xls": ("source.csv", "Xã,Số trẻ\nVí Dụ,31\n", "Xã | Số trẻ\nVí Dụ | 31"),
}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", SOURCES)
def test_libreoffice_itself(tmp_path: Path, kind: str) -> None:
    name, source, words = SOURCES[kind]
    (tmp_path / name).write_text(source, "utf-8")
    filters = {"doc": ["--infilter=Text (encoded):UTF8"], "xls": ["--infilter=Text - txt - csv (StarCalc):44,34,76"]}
    call = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", *filters[kind]]
    call += ["--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / name)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    found = read((tmp_path / f"source.{kind}").read_bytes())
    assert (found.text, found.method) == (words, "converted")
