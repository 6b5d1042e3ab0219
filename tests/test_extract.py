"""`healtharchive extract`: what it prints, and one sentence for each kind of bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.commands import extract
from crawler.commands.extract import KEYS, command, is_binary
from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.isolation import WorkerProcess
from crawler.items import Capture, Document
from tests.pages.article import STORY, TITLE, URL, article, zh_article

PAGE = article("<div>Ngày đăng: 08/03/2024</div><div>Lượt xem: 2.046</div>")


def run(*args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout_bytes.decode().splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bài.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_one_page(page: Path) -> None:
    result = run(str(page), "--url", URL)
    assert result.exit_code == 0, result.output
    (answer,) = answers(result)
    assert tuple(answer) == ("file", *KEYS)
    assert answer["file"] == str(page)
    assert answer["url"] == URL
    assert answer["title"] == TITLE
    assert answer["published_at"] == "2024-03-08"
    assert answer["views"] == 2046
    assert answer["body_text"] == "\n".join(STORY)
    assert answer["attachments"] == []
    assert answer["author"] is None
    assert answer["provenance"]["title"]


def test_several_pages_and_their_language(page: Path, tmp_path: Path) -> None:
    chinese = tmp_path / "b.html"
    chinese.write_text(zh_article("<div>发布时间：2024-03-08</div>"), encoding="utf-8")
    result = run(str(page), str(chinese))
    assert [answer["language"] for answer in answers(result)] == ["vi", "zh"]
    assert answers(run(str(page), "--language", "zh"))[0]["language"] == "zh"


def test_an_office_decides_the_family(page: Path) -> None:
    (answer,) = answers(run(str(page), "--site", "vn_quangninh_party"))
    assert (answer["family"], answer["language"]) == ("vnpt_portal", "vi")


def test_an_unknown_office_is_named(page: Path) -> None:
    result = run(str(page), "--site", "vn_khong_co")
    assert isinstance(result.exception, HealthArchiveError)
    assert "vn_khong_co" in str(result.exception)


def test_a_manifest(page: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "m.jsonl"
    manifest.write_text(json.dumps({"file": str(page), "url": URL, "language": "vi"}) + "\n\n", encoding="utf-8")
    result = run("--manifest", str(manifest))
    assert result.exit_code == 0
    assert [(answer["url"], answer["title"]) for answer in answers(result)] == [(URL, TITLE)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{no json", "is not JSON"),
        ("[1]", 'is not an object with a "file"'),
        ('{"url": "x"}', 'is not an object with a "file"'),
        ('{"file": "a", "language": "en"}', "but vi, zh"),
        ('{"file": "a", "url": 3}', "is no text"),
    ],
)
def test_a_bad_line_of_a_manifest_costs_only_itself(page: Path, tmp_path: Path, line: str, error: str) -> None:
    manifest = tmp_path / "m.jsonl"
    manifest.write_text(f"{line}\n{json.dumps({'file': str(page)})}\n", encoding="utf-8")
    result = run("--manifest", str(manifest))
    bad, good = answers(result)
    assert error in bad["error"]
    assert bad["error"].startswith("Line 1 of ")
    assert good["title"] == TITLE
    assert isinstance(result.exception, SomeFailedError)
    assert str(result.exception) == "1 of 2 pages could not be read; their lines say why."


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"%PDF-1.7 x", "is a binary file"),
        (b"\x89PNG\r\n", "is a binary file"),
        (b"<html>" + b"\x00" * 100, "is a binary file"),
        (bytes(range(256)) * 20, "is a binary file"),
        (None, "cannot be read: no such file or directory"),
    ],
    ids=["empty", "blank", "pdf", "png", "zero bytes", "any bytes", "missing"],
)
def test_a_file_that_is_no_page(page: Path, tmp_path: Path, content: bytes | None, error: str) -> None:
    path = tmp_path / "x.html"
    if content is not None:
        path.write_bytes(content)
    result = run(str(path), str(page))
    bad, good = answers(result)
    assert bad == {"file": str(path), "error": bad["error"]}
    assert error in bad["error"]
    assert good["title"] == TITLE
    assert isinstance(result.exception, SomeFailedError)


def test_a_directory_is_no_page(tmp_path: Path) -> None:
    assert "cannot be read: is a directory" in answers(run(str(tmp_path)))[0]["error"]


def test_a_file_beyond_all_measure(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "LARGEST", 100)
    assert "pages over 0 MB are not read" in answers(run(str(page)))[0]["error"]


def test_a_page_that_trips_the_reader_costs_only_itself(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr(WorkerProcess, "call", trip)
    result = run(str(page))
    assert answers(result)[0]["error"] == f"{page} trips the reader (IndexError: out of range)."
    assert isinstance(result.exception, SomeFailedError)


def test_a_page_that_is_too_heavy_costs_only_itself(page: Path, tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.html"
    heavy.write_bytes(b"<p>" * 5_000_000)
    result = run(str(heavy), str(page))
    first, second = answers(result)
    assert first["error"].startswith(f"{heavy} is too heavy to be read: it ")
    assert second["title"] == TITLE


def test_a_missing_manifest_ends_the_command() -> None:
    result = run("--manifest", "/không/có.jsonl")
    assert isinstance(result.exception, HealthArchiveError)
    assert result.exception.exit_status == 2
    assert "cannot be read" in str(result.exception)


@pytest.mark.parametrize("args", [(), ("a.html", "--manifest", "m"), ("a.html", "b.html", "--url", URL)])
def test_words_that_make_no_order(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_utf_16_is_text() -> None:
    assert not is_binary("<html>".encode("utf-16"))


@pytest.mark.parametrize("fault", [TypeError("a"), AttributeError("b"), RuntimeError("c"), KeyError("d")])
def test_an_unforeseen_fault_costs_one_page_and_shows_in_the_status(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{n}.html" for n in range(3)]
    for file in files:
        file.write_text(
            f"<h1>Tin số {file.stem}</h1><p>Trạm y tế xã tiêm chủng cho trẻ em trong sáng nay.</p>", "utf-8"
        )
    call = WorkerProcess.call

    def trip(worker: WorkerProcess, function: Any, capture: Capture, *further: Any) -> Document:
        if b"Tin s\xe1\xbb\x91 1" in capture.body:
            raise fault
        return call(worker, function, capture, *further)

    monkeypatch.setattr(WorkerProcess, "call", trip)
    result = run(*map(str, files))
    told = answers(result)
    assert isinstance(result.exception, SomeFailedError)
    assert [("error" in answer, answer["file"]) for answer in told] == [
        (False, str(files[0])),
        (True, str(files[1])),
        (False, str(files[2])),
    ]
    assert type(fault).__name__ in told[1]["error"]
