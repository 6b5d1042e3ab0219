"""What a search needs beside the archive is there before the first question, whose time is limited."""

from pathlib import Path

import pytest

from crawler.normalise.search import chinese, glossary, spelling
from tests.web.conftest import MakeReader
from tests.web.rows import make_archive

CACHES = (glossary.load_glossary, chinese._dictionary, chinese._readings, spelling._terms)


def test_the_first_search_reads_no_table(
    make_reader: MakeReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cached in CACHES:
        cached.cache_clear()
    reader = make_reader(make_archive(tmp_path / "archive.db", [{"title": "Phòng bệnh sởi"}]))
    before = [cached.cache_info().misses for cached in CACHES]

    def no_table(name: str) -> object:
        raise AssertionError(name)

    monkeypatch.setattr(glossary, "_read", no_table)
    for text in ("phong benh soi", "sot xuat huet", "麻诊", "登革热"):
        assert reader.get("/search", params={"q": text}).status_code == 200
    assert [cached.cache_info().misses for cached in CACHES] == before == [1] * len(CACHES)
