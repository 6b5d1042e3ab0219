"""A capture in ReplayWeb.page: where its files were installed with a snapshot, and what is said where they were not."""

import os
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

from crawler.cli import cli
from tests.archive.importing.pages import run_import
from tests.archive.importing.warcs import http, record, write_warc
from tests.web.browsing import BROWSER_MARKS, browser, serving
from tests.web.conftest import MakeReader
from tests.web.test_captures import DAYS, FIRST, URL

PROGRAM = Path(
    os.environ.get("HEALTHARCHIVE_REPLAYWEBPAGE", Path(__file__).parents[2] / "node_modules" / "replaywebpage")
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    source = write_warc(tmp_path / "captures.warc.gz", [record(URL, DAYS[0], http(FIRST))])
    assert run_import(tmp_path / "archive.db", source, "--new-office").exit_code == 0
    return tmp_path / "archive.db"


def published(archive: Path, *arguments: str | Path) -> Result:
    """Publish beside the archive, where the evidence is."""
    command = ["publish", "--archive", archive, "--to", archive.parent, *arguments]
    return CliRunner().invoke(cli, [str(one) for one in command])


def test_the_program_is_put_beside_the_snapshots(archive: Path, tmp_path: Path, make_reader: MakeReader) -> None:
    program = tmp_path / "program"
    program.mkdir()
    for name in ("ui.js", "sw.js"):
        (program / name).write_text(f"// {name}", "utf-8")
    done = published(archive, "--to", tmp_path / "out", "--replay", program)
    assert done.exit_code == 0, done.output
    assert "Installed ReplayWeb.page" in done.output
    reader = make_reader((tmp_path / "out" / "archive.db").resolve(), public=True)
    assert reader.get("/replay/ui.js").text == "// ui.js"
    shown = reader.get("/captures/1/replay")
    assert shown.status_code == 200
    assert f'url="{URL}"' in shown.text
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert reader.get("/captures/99/replay").status_code == 404
    assert reader.get("/replay/other.js").status_code == 404


def test_it_is_said_where_the_program_is_absent(archive: Path, tmp_path: Path, make_reader: MakeReader) -> None:
    done = published(archive, "--to", tmp_path / "out", "--replay", tmp_path)
    assert done.exit_code == 0, done.output
    assert "ReplayWeb.page is not in" in done.output
    reader = make_reader(archive, public=True)
    assert reader.get("/captures/1/replay").status_code == 404
    assert reader.get("/replay/sw.js").status_code == 404
    assert "ReplayWeb.page is not installed on this site" in reader.get("/captures/1").text


class TestInTheBrowser:
    pytestmark: ClassVar[list[pytest.MarkDecorator]] = [
        *BROWSER_MARKS,
        pytest.mark.skipif(
            not (PROGRAM / "ui.js").exists(), reason="ReplayWeb.page is not there; HEALTHARCHIVE_REPLAYWEBPAGE"
        ),
    ]

    def test_the_program_itself_shows_the_archived_page(self, archive: Path) -> None:
        (archive.parent / "replay").mkdir()
        for name in ("ui.js", "sw.js"):
            (archive.parent / "replay" / name).write_bytes((PROGRAM / name).read_bytes())
        with serving(archive) as address, browser() as chromium:
            page = chromium.new_page()
            page.goto(f"{address}/captures/1")
            page.get_by_role("link", name="ReplayWeb.page").click()
            for _ in range(5):
                for _ in range(60):
                    if any("Kiểm tra bếp ăn" in (frame.title() or "") for frame in page.frames[1:]):
                        return
                    page.wait_for_timeout(250)
                page.reload()
            pytest.fail(f"not shown in {[frame.url for frame in page.frames]}")
