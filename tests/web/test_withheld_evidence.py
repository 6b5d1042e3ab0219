"""What is withheld is not in the evidence either: captures, archived views, lists, look-up, mementos, relations."""

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import cli
from crawler.publish.downloads import write_downloads
from crawler.publish.snapshot import make_snapshot
from tests.archive.importing.pages import page, run_import
from tests.archive.importing.warcs import HTML, http, record, write_warc
from tests.archive.samples import make_sample_archive
from tests.publish.papers_world import make_world
from tests.web.conftest import MakeReader, Reader

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
REASON = "personal data"
HOST = "https://ttyt-mau.example.test"
URL, OTHER_URL = f"{HOST}/tin/nguoi-benh-so-17.html", f"{HOST}/tin/hop-giao-ban-18.html"
FILE, COPY = f"{HOST}/files/danh-sach.pdf", f"{HOST}/files/ban-sao.pdf"
PDF = b"%PDF-1.4 the list of names"
TITLE, OTHER_TITLE = "Thông tin người bệnh số 17", "Họp giao ban tháng Năm"
FIRST = page(TITLE, views=12, extra=f'<p><a href="{FILE}">Danh sách</a></p>')
SECOND = page(f"{TITLE}, bổ sung", views=19, extra=f'<p><a href="{FILE}">Danh sách</a></p>')
OTHER = page(OTHER_TITLE, views=3, extra=f'<p><a href="{FILE}">Danh sách</a> <a href="{COPY}">Bản sao</a></p>')
PARTS = ("page", "source", "bytes", "file", "record")
WORDS = (b"17", "người bệnh".encode(), b"danh-sach", b"ban-sao", b"list of names")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    pdf = {"Content-Type": "application/pdf"}
    records = [
        record(URL, "2024-05-06T01:02:03Z", http(FIRST, headers=HTML)),
        record(URL, "2024-05-07T01:02:03Z", http(SECOND, headers=HTML)),
        record(OTHER_URL, "2024-05-07T02:02:03Z", http(OTHER, headers=HTML)),
        record(FILE, "2024-05-07T03:02:03Z", http(PDF, headers=pdf)),
        record(COPY, "2024-05-07T04:02:03Z", http(PDF, headers=pdf)),
    ]
    assert run_import(path, write_warc(tmp_path / "captures.warc.gz", records), "--new-office").exit_code == 0
    return path


def one(archive: Path, sql: str, *values: object) -> int:
    with closing(sqlite3.connect(archive)) as connection:
        return int(connection.execute(sql, values).fetchone()[0])


def withhold(archive: Path, number: int, *options: str) -> None:
    done = CliRunner().invoke(
        cli, ["withhold", "--archive", str(archive), str(number), "--reason", REASON, *options], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output


def published(archive: Path, make_reader: MakeReader) -> Reader:
    """Serve a snapshot beside the archive, where its evidence is."""
    snapshot = archive.with_name(f"archive-{len(list(archive.parent.glob('archive-*.db')))}.db")
    make_snapshot(archive, snapshot, now=NOW)
    write_downloads(snapshot)
    return make_reader(snapshot, public=True)


def given(site: Reader, capture: int) -> set[str]:
    return {part for part in PARTS if site.get(f"/captures/{capture}/{part}").status_code == 200}


def test_every_part_is_given_before(archive: Path, make_reader: MakeReader) -> None:
    site = published(archive, make_reader)
    captures = [row["id"] for row in site.rows("SELECT id FROM captures ORDER BY id")]
    assert [len(given(site, number)) for number in captures] == [5, 5, 5, 3, 3]
    assert len(site.get("/cdx", params={"url": URL}).text.splitlines()) == 2
    assert site.get(f"/timemap/link/{URL}").status_code == 200


def test_the_captures_of_a_withheld_article(archive: Path, make_reader: MakeReader) -> None:
    number = one(archive, "SELECT id FROM articles WHERE url = ?", URL)
    digests = published(archive, make_reader).rows("SELECT id, sha256 FROM captures")
    withhold(archive, number)
    site = published(archive, make_reader)
    for capture in (1, 2, 4, 5):
        assert given(site, capture) == set()
        answer = site.get(f"/captures/{capture}")
        assert "withheld from publication" in answer.text
        # the address of the copy is that of an article which is published
        assert not any(word in answer.content for word in WORDS[1:] if word != b"ban-sao"), capture
    assert given(site, 3) == set(PARTS)
    for path in (f"/timemap/link/{URL}", f"/timegate/{URL}", f"/web/2024/{URL}", f"/web/*/{URL}"):
        assert site.get(path).status_code == 404, path
    assert site.get("/cdx", params={"url": URL}).text == ""
    for asked in (URL, *(row["sha256"] for row in digests if row["id"] in (1, 2))):
        assert site.get("/lookup", params={"q": asked}).headers["location"].startswith("/search?"), asked
    timeline = site.get(f"/archive/articles/{number}/timeline")
    assert (timeline.status_code, TITLE in timeline.text, "so-17" in timeline.text) == (200, False, False)
    compared = site.get(f"/archive/articles/{number}/compare?old=1&new=2")
    assert (compared.status_code, TITLE in compared.text) == (200, False)


def test_a_page_that_could_not_be_read_is_its_address_s(archive: Path, make_reader: MakeReader) -> None:
    number = one(archive, "SELECT id FROM articles WHERE url = ?", URL)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE captures SET article = NULL WHERE id = 2")
    withhold(archive, number)
    site = published(archive, make_reader)
    assert given(site, 2) == set()
    assert site.rows("SELECT url, requested_url, sha256 FROM captures WHERE id = 2") == [
        {"url": f"withheld:{number}", "requested_url": f"withheld:{number}", "sha256": ""}
    ]


def test_a_withheld_file_is_withheld_wherever_it_is_offered(archive: Path, make_reader: MakeReader) -> None:
    number = one(archive, "SELECT id FROM articles WHERE url = ?", URL)
    file = one(archive, "SELECT id FROM attachments WHERE article = ?", number)
    withhold(archive, number, "--file", str(file))
    site = published(archive, make_reader)
    assert [sorted(given(site, capture)) for capture in (1, 3, 4, 5)] == [sorted(PARTS), sorted(PARTS), [], []]
    left = site.rows("SELECT url, name, text, sha256 FROM attachments")
    assert [row for row in left if "files" in row["url"] or row["name"] or row["text"] or row["sha256"]] == []
    for path in ("/documents", "/export/attachments_text.csv", f"/archive/articles/{number}", "/archive/attachments"):
        assert not any(word in site.get(path).content for word in WORDS[2:]), path
    assert site.get("/cdx", params={"url": FILE}).text == ""


@pytest.mark.parametrize("option", [("--version", "1"), ("--field", "title")])
def test_the_pages_of_an_article_of_which_a_part_is_withheld(
    archive: Path, make_reader: MakeReader, option: tuple[str, str]
) -> None:
    number = one(archive, "SELECT id FROM articles WHERE url = ?", URL)
    withhold(archive, number, *option)
    site = published(archive, make_reader)
    assert [sorted(given(site, capture)) for capture in (1, 2, 3)] == [[], [], sorted(PARTS)]
    assert site.get(f"/web/2024/{URL}").headers["location"].startswith("/captures/")
    assert site.get(f"/timegate/{URL}").status_code == 404
    assert site.get("/cdx", params={"url": URL}).text == ""


def test_lists_that_repeat_a_withheld_title(tmp_path: Path, make_reader: MakeReader) -> None:
    archive = make_sample_archive(tmp_path / "archive.db")
    number = one(archive, "SELECT id FROM articles ORDER BY id")
    lists = "SELECT count(*) FROM captures WHERE kind = 'list' AND site = (SELECT site FROM articles WHERE id = ?)"
    withhold(archive, number, "--field", "signer")
    assert published(archive, make_reader).rows("SELECT 1 FROM captures WHERE kind = 'list' AND warc_length = 0") == []
    withhold(archive, number, "--field", "title")
    hidden = published(archive, make_reader).rows(
        "SELECT id, url FROM captures WHERE kind = 'list' AND warc_length = 0"
    )
    assert len(hidden) == one(archive, lists, number) > 0
    assert all(row["url"].startswith("http") for row in hidden)


def test_nothing_of_it_is_in_the_bytes_of_the_snapshot(tmp_path: Path) -> None:
    """Whatever table holds an article's address or digest, by a crawl or an import."""
    archive = make_sample_archive(tmp_path / "archive.db")
    with closing(sqlite3.connect(archive)) as connection:
        number, url = connection.execute("SELECT id, url FROM articles ORDER BY version DESC, id").fetchone()
        digests = connection.execute("SELECT DISTINCT sha256 FROM captures WHERE article = ?", (number,)).fetchall()
    name = url.rsplit("/", 1)[-1].encode()
    words = [name, *(digest.encode() for (digest,) in digests)]
    make_snapshot(archive, tmp_path / "before.db", now=NOW)
    assert all(word in (tmp_path / "before.db").read_bytes() for word in words)
    withhold(archive, number)
    make_snapshot(archive, tmp_path / "after.db", now=NOW)
    assert [word for word in words if word in (tmp_path / "after.db").read_bytes()] == []


def test_an_import_s_notes_of_it(archive: Path, tmp_path: Path) -> None:
    number = one(archive, "SELECT id FROM articles WHERE url = ?", URL)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE imported_captures SET record = 'so-17.html', title = ?", (TITLE,))
    withhold(archive, number)
    make_snapshot(archive, tmp_path / "x.db", now=NOW)
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        noted = connection.execute("SELECT capture, record, title FROM imported_captures ORDER BY 1").fetchall()
    assert [row[0] for row in noted if row[1] or row[2]] == [3]


@pytest.mark.parametrize(
    ("option", "left"),
    [((), []), (("--file", "1"), ["rereadings"]), (("--field", "title"), ["former_files"]),
     (("--version", "1"), ["former_files"])],
)  # fmt: skip
def test_what_was_before(archive: Path, tmp_path: Path, option: tuple[str, ...], left: list[str]) -> None:
    """Texts of replaced files, and what another template made of the article."""
    number = one(archive, "SELECT article FROM attachments WHERE id = 1")
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute(
            "INSERT INTO former_files (article, url, sha256, text, replaced_at) "
            "SELECT article, url, 'f0', 'former words', '2024-05-07' FROM attachments WHERE id = 1"
        )
        connection.execute(
            "INSERT INTO rereadings (article, seen_at, changes) VALUES (?, '2024-05-07', 'former words')", (number,)
        )
        connection.execute("UPDATE articles SET reading = 'former words' WHERE id = ?", (number,))
    withhold(archive, number, *option)
    make_snapshot(archive, tmp_path / "x.db", now=NOW)
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        tables = ("former_files", "rereadings")
        assert [name for name in tables if connection.execute(f"SELECT 1 FROM {name}").fetchone()] == left
    if not option:
        assert b"former words" not in (tmp_path / "x.db").read_bytes()


RELATION_PATHS = (
    "/papers/5-2024-tt-byt", "/feeds/papers/5-2024-tt-byt.atom", "/export/relations_named.csv",
    "/archive/relations.json?_shape=array", "/archive/said_of_papers.json?_shape=array",
    "/archive/wanted_papers.json?_shape=array", "/archive/text_diffusion.json?_shape=array",
    "/archive/paper_status.json?_shape=array", "/archive/cited_papers.json?_shape=array",
    "/papers", "/papers?show=based_on", "/papers?show=wanted", "/texts", "/archive.db",
)  # fmt: skip


@pytest.mark.parametrize("option", [(), ("--field", "body_text")])
def test_sentences_of_a_withheld_paper(tmp_path: Path, make_reader: MakeReader, option: tuple[str, ...]) -> None:
    archive = make_world(tmp_path / "archive.db")
    number = one(archive, "SELECT id FROM articles WHERE document_number = '40/KH-SYT' AND site = 'vn_an'")
    sentence = "Sở lập kế hoạch"
    before = published(archive, make_reader)
    assert sentence in before.get("/export/relations_named.csv").text
    # a part was withheld before: what was read of the paper then is not taken over now
    withhold(archive, number, "--field", "signer")
    earlier = tmp_path / "earlier.db"
    make_snapshot(archive, earlier, now=NOW)
    withhold(archive, number, *option)
    snapshot = tmp_path / "archive-y.db"
    make_snapshot(archive, snapshot, now=NOW, before=earlier)
    site = make_reader(snapshot, public=True)
    assert site.rows(f"SELECT sentence FROM relations WHERE article = {number}") == []
    for path in RELATION_PATHS:
        answer = site.get(path)
        assert answer.status_code == 200, path
        assert sentence.encode() not in answer.content, path
    write_downloads(snapshot)
    for file in sorted(snapshot.parent.glob("**/*.csv.gz")):
        if "archive-y" in str(file):
            assert sentence.encode() not in gzip.decompress(file.read_bytes()), file


@pytest.mark.parametrize("option", [(), ("--field", "body_text")])
def test_a_withheld_copy_is_on_no_page_of_its_text(
    tmp_path: Path, make_reader: MakeReader, option: tuple[str, ...]
) -> None:
    archive = make_world(tmp_path / "archive.db")
    number = one(archive, "SELECT id FROM articles WHERE document_number = '501/SYT-NVY'")
    before = published(archive, make_reader)
    (group,) = before.rows("SELECT group_id FROM text_groups")
    path = f"/texts/{group['group_id']}"
    assert "<ins>ba</ins>" in before.get(path).text
    withhold(archive, number, *option)
    snapshot = tmp_path / "later.db"
    make_snapshot(archive, snapshot, now=NOW)
    after = make_reader(snapshot).get(path)
    assert f"/archive/articles/{number}" not in after.text
    assert "<ins>ba</ins>" not in after.text
