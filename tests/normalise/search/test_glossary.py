"""The glossary: whole, sourced, and every row found by every one of its names."""

from crawler.normalise.search.concepts import concepts
from crawler.normalise.search.glossary import KINDS, load_glossary


def test_it_is_large_and_of_the_whole_field() -> None:
    entries = load_glossary().entries
    assert len(entries) >= 1_000
    assert {entry.kind for entry in entries} == set(KINDS)


def test_every_row_has_its_source_and_a_name_in_each_language() -> None:
    lacking = [
        entry.names[0].text
        for entry in load_glossary().entries
        # what people say instead of a term is not said in every language
        if not entry.source or (entry.kind != "plain" and {name.language for name in entry.names} != {"vi", "zh", "en"})
    ]
    assert lacking == []


def test_no_name_stands_twice_in_a_row() -> None:
    doubled = [
        entry.names[0].text
        for entry in load_glossary().entries
        if len({(name.language, name.marked) for name in entry.names}) != len(entry.names)
    ]
    assert doubled == []


def test_every_name_finds_its_row() -> None:
    lost = [
        name.text
        for entry in load_glossary().entries
        for name in entry.names
        if not name.one_way and not any(entry in concept.entries for concept in concepts(name.text))
    ]
    assert lost == []


def test_a_name_behind_the_sign_is_only_looked_for() -> None:
    (asked,) = concepts("三高")
    assert "高血压" in {variant.text for variant in asked.variants}
    (other,) = concepts("高血压")
    assert "三高" not in {variant.text for variant in other.variants}


def test_an_office_is_named_by_its_abbreviation_too() -> None:
    (asked,) = concepts("BV phổi")
    assert ("bệnh viện phổi", "same") in {(variant.text, variant.kind) for variant in asked.variants}
