"""A slip in an office's file costs that office, and is told with the file and line."""

from pathlib import Path

import pytest

from crawler.crawling.offices.loader import OfficeLoader
from crawler.crawling.offices.registry import project_settings

GOOD = """
from crawler.site import Site
from spiders.base import ArchiveSpider


class ViduSpider(ArchiveSpider):
    name = "vn_{name}_soyte"
    site = Site(
        id=name, name="Sở Y tế", country="VN", language="vi", timezone="Asia/Ho_Chi_Minh", home="https://x.example/",
        {more}
    )
"""
SLIPS = {
    "a missing comma": (GOOD.replace('country="VN", ', 'country="VN" ').format(name="bad", more=""), 9, "syntax"),
    "an unknown name": (GOOD.format(name="bad", more="") + "\nfamily = nukeviet\n", 13, "NameError"),
    "an unknown key": (GOOD.format(name="bad", more='familly="trs",'), 8, "familly"),
    "a module that is not there": ("import crawler.nothing\n", 1, "crawler.nothing"),
}
FAULTS = {
    "a bad regular expression": ('article_url="(",', "article_url is no regular expression"),
    "a misspelt family": ('family="nukeveit",', "there is no family 'nukeveit'; did you mean 'nukeviet'?"),
}
_taken: set[str] = set()


def load(folder: Path, monkeypatch: pytest.MonkeyPatch, bad: str) -> OfficeLoader:
    package = f"vidu_offices_{len(_taken)}"
    _taken.add(package)
    (folder / package / "vn").mkdir(parents=True)
    for name, text in (
        ("__init__", ""),
        ("vn/__init__", ""),
        ("vn/good", GOOD.format(name="good", more="")),
        ("vn/bad", bad),
    ):
        (folder / package / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    settings = project_settings()
    settings.set("SPIDER_MODULES", [package], priority="cmdline")
    return OfficeLoader(settings)


@pytest.mark.parametrize(("text", "line", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: int, words: str
) -> None:
    loader = load(tmp_path, monkeypatch, text)
    (sentence,) = loader.faults.values()
    assert f"vn/bad.py, line {line}: " in sentence
    assert words in sentence
    assert "vn_good_soyte" in loader.list()


@pytest.mark.parametrize(("more", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_file_and_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, words: str
) -> None:
    loader = load(tmp_path, monkeypatch, GOOD.format(name="bad", more=more))
    ((office, sentence),) = loader.faults.items()
    assert office == "vn_bad_soyte"
    assert "vn/bad.py: office vn_bad_soyte: " in sentence
    assert words in sentence
    assert office not in loader.list()
    assert "vn_good_soyte" in loader.list()
