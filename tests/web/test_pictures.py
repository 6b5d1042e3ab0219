"""Pictures that carry a notice: their text is kept by article and digest, searched, shown and marked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.archive.rebuild import pictures
from crawler.archive.rebuild.pictures import Picture, recognise_pictures
from crawler.commands.ocr import command
from crawler.items import FileText, Image
from tests.archive.samples import DAY_ONE, SOFTWARE, capture, samples, store, visit
from tests.web.conftest import MakeReader

URL = "https://anh.example.test/thong-bao.jpg"
TEXT = "Lịch tiêm chủng của trạm y tế trong tháng mười"
JPEG = (("Content-Type", "image/jpeg"),)
SAMPLE = next(sample for sample in samples() if sample.site.language == "vi")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An article that is two pictures, one of them held twice."""
    with Archive.open(tmp_path / "archive.db") as opened:
        run = opened.start_run(SAMPLE.site, started_at=DAY_ONE, software=SOFTWARE)
        seen = Image(url=URL, caption="Bản chụp"), Image(url=f"{URL}?2", caption=None)
        store(run, visit(SAMPLE, DAY_ONE, body_text=None, images=seen, attachments=()))
        for image in seen:
            told = capture(
                SAMPLE.site,
                image.url,
                b"\xff\xd8\xff one",
                DAY_ONE,
                kind="picture",
                headers=JPEG,
                article_url=SAMPLE.url,
            )
            run.record_capture(told)
        run.finish(state="ok", finished_at=DAY_ONE)
    return tmp_path / "archive.db"


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Recognition that finds a notice in every picture; returns the names of what it was asked."""
    asked: list[str] = []

    def recognised(_worker: object, _payload: bytes, name: str, _language: str) -> FileText:
        asked.append(name)
        return FileText(kind="jpeg", status="text", method="ocr", text=TEXT)

    monkeypatch.setattr(pictures, "recognised", recognised)
    return asked


def recognise(path: Path) -> list[tuple[Picture, str | None]]:
    with Archive.open(path) as opened:
        return list(recognise_pictures(opened, pictures.pictures(opened.connection, (), 100)))


def test_a_picture_is_read_once_and_its_text_is_found(archive: Path, recogniser: list[str]) -> None:
    assert [text for _, text in recognise(archive)] == [TEXT]
    assert recognise(archive) == []
    assert recogniser == [URL]
    with Archive.open(archive, read_only=True) as opened:
        found = opened.connection.execute(
            "SELECT rowid FROM article_search WHERE article_search MATCH 'attachment_text: \"tiem chung\"'"
        ).fetchall()
    assert len(found) == 1


def test_a_picture_of_a_page_with_text_is_left_alone(archive: Path, recogniser: list[str]) -> None:
    with Archive.open(archive) as opened:
        opened.connection.execute("UPDATE articles SET body_text = ?", (TEXT * 9,))
    assert recognise(archive) == []
    assert recogniser == []


def test_the_article_shows_its_pictures_and_says_that_their_text_was_recognised(
    archive: Path, recogniser: list[str], make_reader: MakeReader
) -> None:
    before = make_reader(archive).get("/archive/articles/1").text
    assert before.count("<figure>") == 2
    assert "Bản chụp" in before
    assert TEXT not in before
    assert len(recognise(archive)) == len(recogniser) == 1
    after = make_reader(archive).get("/archive/articles/1").text
    assert TEXT in after
    assert "Text that a program recognised in a picture" in after
    [number] = make_reader(archive).rows("SELECT min(id) AS id FROM captures WHERE kind = 'picture'")
    answer = make_reader(archive).get(f"/captures/{number['id']}/file")
    assert (answer.content, answer.headers["content-type"]) == (b"\xff\xd8\xff one", "image/jpeg")


def test_the_command_reads_pictures(archive: Path, recogniser: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.commands.ocr.require_tesseract", lambda _languages: None)
    result = CliRunner().invoke(command, ["--archive", str(archive)], catch_exceptions=False)
    assert result.output.splitlines() == [
        f"article 1, {URL}: {len(TEXT)} characters",
        "1 file or picture read",
    ]
    assert recogniser == [URL]
