"""The system that a page is told to come from: the list of what is expected of each page of the sets.

Pages of systems that have no class of their own are `generic`: to say nothing is right, to name another is not.
"""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.normalise.text.charset import decode_page
from crawler.pages import family_of
from crawler.pages.dom.builder import parse_page
from replica.server import ReplicaServer
from tests.replica.asking import ask
from tests.shared import SHARED, needs_shared

LEAST = 0.95
RENDERED = {
    "nukeviet": ("d01", "d02", "d03", "d04", "d22"),
    "sp_trang": ("d05", "d06"),
    "vnpt_portal": ("d07", "d08"),
    "liferay6": ("d09",),
    "liferay7": ("d10",),
    "joomla": ("d11", "d12"),
    "aspnet_legacy": ("d13", "d14", "d15", "d16", "d17", "d18"),
    "legacy_custom": ("d19", "d20", "d21"),
    "generic": ("d23",),
    "cmstop": ("d24", "d25"),
    "trs": ("d26",),
}
GOV = {
    "generic": ("01", "02", "03", "06", "14", "15", "67", "87", "89"),
    "hanweb": ("35", "47", "59"),
    "nfcms": ("09", "17", "37", "50"),
    "trs": ("23", "42", "63", "65"),
    "liferay7": ("68", "70", "72", "74", "76"),
    "sp_trang": ("79", "80", "81", "82"),
}
REPLICAS = {
    "vn_quangninh_hospital": "generic",
    "vn_quangninh_soyte": "vnpt_portal",
    "vn_quangninh_cdc": "wordpress",
    "vn_quangninh_party": "vnpt_portal",
    "cn_ningde_news": "cmstop",
}


def family(content: bytes, url: str) -> str:
    return family_of(parse_page(decode_page(content).text, url or "https://trang.example/"))


def pages(folder: str) -> dict[str, tuple[Path, str]]:
    """Number of a page → its file and its address."""
    root = SHARED / folder
    rows = [json.loads(line) for line in (root / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line]
    return {Path(row["file"]).name.partition("-")[0]: (root / row["file"], row.get("url") or "") for row in rows}


@needs_shared
@pytest.mark.parametrize(("folder", "expected"), [("rendered", RENDERED), ("gov", GOV)])
def test_families_of_the_sets(folder: str, expected: dict[str, tuple[str, ...]]) -> None:
    known = pages(folder)
    wanted = {number: name for name, numbers in expected.items() for number in numbers}
    told = {number: family(known[number][0].read_bytes(), known[number][1]) for number in wanted}
    wrong = {number: (name, told[number]) for number, name in wanted.items() if told[number] != name}
    assert len(wrong) <= (1 - LEAST) * len(wanted), wrong


@pytest.mark.parametrize("site", REPLICAS)
def test_families_of_the_replicas(site: str, replica: ReplicaServer) -> None:
    office = replica.offices[site]
    article = next(iter(office.articles.values()))
    url = office.address(article)
    assert urlsplit(url).hostname
    assert family(ask(replica, url).body, url) == REPLICAS[site]


MARKS = {
    "nfcms": "<script>var NFCMS_SITE_ID = '20';</script><div class='TRS_Editor'><p>x</p></div>",
    "trs": "<div class='TRS_Editor'><p>x</p></div>",
    "generic": "<script>var SITE_ID = '20';</script><div class='content'><p>x</p></div>",
}


@pytest.mark.parametrize("name", MARKS)
def test_the_names_of_a_systems_scripts_outweigh_what_editors_paste(name: str) -> None:
    assert family(f"<html><body>{MARKS[name]}</body></html>".encode(), "https://so.example/a/b.html") == name
