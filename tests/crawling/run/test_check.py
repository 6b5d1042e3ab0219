"""``healtharchive check`` as it is run: the table, the page for a person, the evidence, and its exit status."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from lxml import html

from tests.crawling.crawls import crawl, run
from tests.crawling.small_offices import Answer, Question, SmallOffices, plain, serving, title

GOOD, LOST = "vn_thuong", "vn_mat"
LIMIT = 3


def moved(asked: Question) -> Answer:
    """An office of which nothing is left but its home page."""
    return plain(asked) if asked.path == "/" else None


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, SmallOffices, CompletedProcess[str]]]:
    """Offices that were crawled before, one of which has lost its list since, and a check of both."""
    folder = tmp_path_factory.mktemp("check")
    offices = {GOOD: plain, LOST: plain}
    with serving(offices) as small:
        file = small.registry(folder / "own.toml")
        assert crawl(folder / "past.db", small.address, LOST, "--offices", file).returncode == 0
        offices[LOST] = moved
        result = run(
            "check", GOOD, LOST, "--limit", str(LIMIT), "--offices", file, "--replica", small.address, "--json",
            "--archive", folder / "past.db", "--report", folder / "report.html", "--evidence", folder / "seen.wacz",
        )  # fmt: skip
        yield folder, small, result


def test_it_tells_what_each_office_showed(served: tuple[Path, SmallOffices, CompletedProcess[str]]) -> None:
    _, _, result = served
    assert (result.returncode, result.stderr) == (1, "")
    good, lost = json.loads(result.stdout)
    assert (good["office"], good["verdict"], good["lists"], good["read"]) == (GOOD, "ok", 1, LIMIT)
    assert (good["filled"]["title"], good["filled"]["text"], good["filled"]["date"]) == (LIMIT, LIMIT, LIMIT)
    assert lost["verdict"] != "ok"
    assert lost["lost"] == ["Thông báo"]


def test_the_report_shows_readings_beside_their_addresses(
    served: tuple[Path, SmallOffices, CompletedProcess[str]],
) -> None:
    folder, small, _ = served
    page = html.fromstring((folder / "report.html").read_text(encoding="utf-8"))
    assert [row.text_content() for row in page.iterfind(".//table/tr/td/a")] == [GOOD, LOST]
    found = page.xpath("//ul[@class='lists']/li/a/@href")
    assert found == [f"{small.home(GOOD)}ds"]
    titles = [one.text_content() for one in page.iterfind(".//h3")]
    assert len(titles) == LIMIT
    assert set(titles) <= {title(at) for at in range(1, 8)}
    addresses = page.xpath("//h3/following-sibling::p[1]/a/@href")
    assert all(re.fullmatch(rf"{small.home(GOOD)}ct/\d\.html", address) for address in addresses)


def test_the_evidence_holds_what_was_seen(served: tuple[Path, SmallOffices, CompletedProcess[str]]) -> None:
    folder, small, _ = served
    with zipfile.ZipFile(folder / "seen.wacz") as wacz:
        assert wacz.testzip() is None
        names = wacz.namelist()
        assert "datapackage.json" in names
        pages = [json.loads(line) for line in wacz.read("pages/pages.jsonl").decode().splitlines()]
        package = json.loads(wacz.read("datapackage.json"))
    assert any(name.startswith("archive/") for name in names)
    assert {one["path"] for one in package["resources"]} <= set(names)
    assert any(str(one.get("url", "")).startswith(small.home(GOOD)) for one in pages)


def test_an_office_as_expected_has_status_zero(served: tuple[Path, SmallOffices, CompletedProcess[str]]) -> None:
    folder, small, _ = served
    words = (GOOD, "--offices", folder / "own.toml", "--replica", small.address, "--archive", folder / "none.db")
    result = run("check", *words, "--limit", "2")
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(rf"^{GOOD} +1 +2 .*ok\s*$", result.stdout, re.MULTILINE)
    assert not (folder / "none.db").exists()
