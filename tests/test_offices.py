"""Offices as data: the registry is whole, and a bad entry is told by file, office and key."""

from pathlib import Path

import pytest

from crawler.errors import HealthArchiveError
from crawler.offices import read_offices

REGISTRY = sorted((Path(__file__).parents[1] / "spiders" / "offices").glob("*.toml"))
GOOD = {
    "id": '"vn_vidu_soyte"',
    "name": '"Sở Y tế Ví Dụ"',
    "language": '"vi"',
    "country": '"VN"',
    "home": '"https://syt.example/"',
}


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
