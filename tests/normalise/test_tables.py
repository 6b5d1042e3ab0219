from pathlib import Path

from crawler.normalise.tables import folding, generate, han_scripts
from crawler.normalise.tables.readings import READINGS

FOLDER = Path(generate.__file__).parent


def test_committed_tables_are_what_the_libraries_give(tmp_path: Path) -> None:
    """A difference means that a new release would change the search index: write the tables and rebuild on purpose."""
    generate.main(tmp_path)
    written = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert written == {name: (FOLDER / name).read_text(encoding="utf-8") for name in written}
    assert len(written) == 3


def test_folding_is_one_to_one_by_place_and_needs_one_step() -> None:
    pairs = dict(zip(folding.FOLDED_FROM, folding.FOLDED_TO, strict=True))
    assert not set(pairs) & set(pairs.values())
    assert (pairs["đ"], pairs["Ệ"], pairs["ｋ"], pairs["衞"]) == ("d", "e", "k", "卫")
    assert "甚" not in pairs


def test_scripts_do_not_overlap() -> None:
    assert not set(han_scripts.TRADITIONAL_FROM) & set(han_scripts.SIMPLIFIED_FROM)
    assert len(han_scripts.TRADITIONAL_FROM) > 3000


def test_readings_are_toned_and_in_gbk() -> None:
    assert {"學", "学"} <= set(READINGS["xué"])
    assert all(len(character.encode("gbk")) == 2 for characters in READINGS.values() for character in characters)
