"""Old Office files, read by a program that stands in for the real one, and by the real one where it is installed."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.filetext import old_office, read_file_text
from tests.filetext.test_files import make_pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
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


def _text(body: bytes) -> tuple[str | None, str | None, str | None]:
    read = read_file_text(body, url="https://a.example/tep", declared=None, language="vi")
    assert read.status == "stored"
    return read.media_type, read.text, read.text_method


@pytest.mark.usefixtures("install")
@pytest.mark.parametrize("body", [DOC, XLS, PPT], ids=["doc", "xls", "ppt"])
def test_without_a_program_there_is_no_text(body: bytes) -> None:
    assert _text(body)[1:] == (None, "none")


def test_antiword_reads_word(install: Install) -> None:
    install("antiword", 'echo "Kính gửi: các trạm y tế"; echo "$@"')
    assert _text(DOC) == ("application/msword", "Kính gửi: các trạm y tế\n-m UTF-8.txt file.doc", "converted")


SOFFICE = """
echo "$@" > $NOTES/words
pwd > $NOTES/folder
cat profile/user/registrymodifications.xcu > $NOTES/profile
cat file.* > $NOTES/body
"""


@pytest.mark.parametrize(
    ("body", "kind", "made", "text"),
    [
        pytest.param(DOC, "doc", {"file.txt": "Số ca mắc giảm"}, "Số ca mắc giảm", id="doc"),
        pytest.param(
            XLS,
            "xls",
            {"file-Xã.csv": 'Xã|"Số trẻ"||\n|||\nVí Dụ|31||\n', "file-Tổng.csv": "Tổng|90\n"},
            "Tổng | 90\nXã | Số trẻ\nVí Dụ | 31",
            id="xls",
        ),
    ],
)
def test_libreoffice_reads_the_rest(install: Install, body: bytes, kind: str, made: dict[str, str], text: str) -> None:
    files = "".join(f"cat > 'out/{name}' <<'END'\n{content.rstrip()}\nEND\n" for name, content in made.items())
    notes = install("soffice", SOFFICE + files)
    assert _text(body)[1:] == (text, "converted")
    words = (notes / "words").read_text()
    folder = (notes / "folder").read_text().strip()
    assert f"--convert-to {old_office.CONVERSIONS[kind]} --outdir out file.{kind}" in words
    assert f"-env:UserInstallation=file://{folder}/profile" in words
    assert "--headless" in words
    assert (notes / "body").read_bytes() == body
    assert "DisableMacrosExecution" in (notes / "profile").read_text()
    assert not Path(folder).exists()


def test_libreoffice_takes_over_where_antiword_fails(install: Install) -> None:
    install("antiword", "exit 1")
    install("soffice", "echo Văn bản > out/file.txt")
    assert _text(DOC)[1] == "Văn bản"


def test_slides_are_read_as_pages(install: Install) -> None:
    notes = install("soffice", "cp $NOTES/slides.pdf out/file.pdf")
    (notes / "slides.pdf").write_bytes(make_pdf("Trang mot", "Trang hai"))
    assert _text(PPT)[1] == "Trang mot\nTrang hai"
    (notes / "slides.pdf").write_bytes(b"%PDF-1.4 cut")
    assert _text(PPT)[1] is None


FAILURES = {"fails": "exit 1", "makes-nothing": "exit 0", "makes-an-empty-file": "echo > out/file.txt"}


@pytest.mark.parametrize("script", FAILURES.values(), ids=FAILURES.keys())
def test_a_program_that_reads_nothing(install: Install, script: str) -> None:
    install("soffice", script)
    assert _text(DOC)[1:] == (None, "none")


def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = install("soffice", "sleep 600 &\necho $! > $NOTES/child\nsleep 600")
    monkeypatch.setattr(old_office, "SECONDS", 3)
    assert _text(DOC)[1:] == (None, "none")
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
    name, source, text = SOURCES[kind]
    (tmp_path / name).write_text(source, "utf-8")
    filters = {"doc": ["--infilter=Text (encoded):UTF8"], "xls": ["--infilter=Text - txt - csv (StarCalc):44,34,76"]}
    words = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", *filters[kind]]
    words += ["--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / name)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    body = (tmp_path / f"source.{kind}").read_bytes()
    assert _text(body)[1:] == (text, "converted")
    if kind == "doc":
        assert old_office._converted(body, "doc") == text
