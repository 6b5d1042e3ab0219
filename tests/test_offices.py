"""Offices as data: the registry is whole, and a bad entry is told by file, office and key."""

from datetime import datetime
from pathlib import Path

import pytest

from crawler.crawling.offices.registry import sites
from crawler.errors import HealthArchiveError
from crawler.items import Capture
from crawler.offices import read_offices
from crawler.pages import page_class
from crawler.pages.families.base import ArticlePage
from crawler.reading import read_article

REGISTRY = sorted((Path(__file__).parents[1] / "spiders" / "offices").glob("*.toml"))
GOOD = {
    "id": '"vn_vidu_soyte"',
    "name": '"Sở Y tế Ví Dụ"',
    "language": '"vi"',
    "country": '"VN"',
    "home": '"https://syt.example/"',
}


class OldTemplate(ArticlePage):
    """A page class of an office's own."""

    family = "vidu_old"
    title_css = (".old-head",)


def entry(tmp_path: Path, **changes: str | None) -> Path:
    values = {**GOOD, **changes}
    path = tmp_path / "offices.toml"
    lines = [f"{key} = {value}" for key, value in values.items() if value is not None]
    path.write_text("[[office]]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_home_address_is_enough(tmp_path: Path) -> None:
    (site,) = read_offices(entry(tmp_path))
    assert (site.timezone, site.sections, site.article_url, site.status) == ("Asia/Ho_Chi_Minh", (), "", "unverified")


BAD = {
    "the key home is missing": {"home": None},
    "home must be an http or https address": {"home": '"ftp://syt.example/"'},
    "country is 'LA'; it must be VN or CN": {"country": '"LA"'},
    "there is no key homepage": {"homepage": '"x"'},
    "hosts must be a list of texts": {"hosts": '"syt.example"'},
    "every_hours must be a number above zero": {"every_hours": "0"},
    "article_url is no regular expression": {"article_url": '"("'},
    "the id must be of small letters": {"id": '"VN Ví dụ"'},
    "name must be a text": {"name": "7"},
    "there is no family 'nukeveit'; did you mean 'nukeviet'?": {"family": '"nukeveit"'},
    "there is no family 'crawler.site:Site'": {"family": '"crawler.site:Site"'},
    "earlier_families must be a list such as": {"earlier_families": '[{ until = "May", family = "trs" }]'},
    "there is no family 'trz'": {"earlier_families": "[{ until = 2026-05-01, family = 'trz' }]"},
}


@pytest.mark.parametrize("sentence", BAD)
def test_a_bad_entry_names_file_office_and_key(tmp_path: Path, sentence: str) -> None:
    path = entry(tmp_path, **BAD[sentence])
    with pytest.raises(HealthArchiveError) as raised:
        read_offices(path)
    assert str(raised.value).startswith(f"{path}: office ")
    assert sentence in str(raised.value)


def test_the_registry_is_whole() -> None:
    sites = [site for path in REGISTRY for site in read_offices(path)]
    assert len(sites) == len({site.id for site in sites}) == 195
    assert {site.status for site in sites} == {"unverified"}
    assert all(site.source for site in sites)
    assert sum(bool(site.merged_into) for site in sites) == 35
    assert all(site.province_code.startswith(f"{site.country}-") for site in sites if site.province)


def test_a_capture_is_read_by_the_family_of_its_day(tmp_path: Path) -> None:
    """The later family names the author where the earlier one has no rule for it, and the other way round."""
    own = f"{OldTemplate.__module__}:{OldTemplate.__name__}"
    (site,) = read_offices(
        entry(tmp_path, earlier_families=f'[{{ until = 2026-05-01, family = "{own}" }}]', family='"generic"')
    )
    page = (
        b"<html><head><title>Y te</title></head><body><div class='old-head'>Thong bao ve lich tiem chung</div>"
        b"<h1>Lich lam viec cua don vi trong tuan</h1><p>"
        + b"Noi dung cua thong bao nay. " * 20
        + b"</p></body></html>"
    )
    titles = {}
    for day in ("2026-04-30", "2026-05-01"):
        capture = Capture(
            site=site.id, kind="article", url=site.home + "a.html", requested_url=site.home + "a.html", status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"),), body=page,
            fetched_at=datetime.fromisoformat(f"{day}T12:00:00+00:00"),
        )  # fmt: skip
        document = read_article(capture, site).document
        assert document is not None
        titles[day] = document.title
    assert titles == {
        "2026-04-30": "Thong bao ve lich tiem chung",
        "2026-05-01": "Lich lam viec cua don vi trong tuan",
    }


def test_every_office_names_a_family_that_exists() -> None:
    for site in sites():
        for family in site.families():
            page_class(family)
