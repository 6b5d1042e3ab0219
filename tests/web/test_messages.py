"""The interface speaks three languages, with nothing missing in any."""

import json
import re
from pathlib import Path
from string import Formatter

import pytest

from crawler.checks import FLAGS
from crawler.document_fields import descriptions
from crawler.publish.data_dictionary import METADATA_FILE
from crawler.web.messages import (
    LANGUAGES,
    Message,
    catalogue,
    choose_language,
    format_date,
    format_number,
    translate,
    translate_description,
)

WEB = Path(__file__).parents[2] / "crawler" / "web"
SOURCES = [*WEB.glob("templates/*.html"), *WEB.glob("**/*.py")]
LITERAL = re.compile(r"""\b(?:t|say|translator\(request\))\(\s*["']([a-z_]+\.[a-z_.]+?)["']\s*[,)]""")
FAMILY = re.compile(r"""\bt\(\s*["']([a-z_.]+\.)["']\s*~""")


def forms(message: Message) -> list[str]:
    """Return a message in each of its plural forms, ``other`` last."""
    return [message] if isinstance(message, str) else [message[form] for form in sorted(message)]


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_messages(language: str) -> None:
    assert set(catalogue(language)) == set(catalogue("en"))
    assert all(text.strip() for message in catalogue(language).values() for text in forms(message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_the_same_values(language: str) -> None:
    different = [
        key
        for key, message in catalogue(language).items()
        for text in forms(message)
        if placeholders(text) != placeholders(forms(catalogue("en")[key])[-1])
    ]
    assert different == []


def test_every_message_that_is_asked_for_exists() -> None:
    asked = {key for source in SOURCES for key in LITERAL.findall(source.read_text("utf-8"))}
    assert len(asked) > 100
    assert asked - set(catalogue("en")) == set()


def test_every_family_of_messages_has_members() -> None:
    families = {prefix for source in SOURCES for prefix in FAMILY.findall(source.read_text("utf-8"))}
    assert families
    assert [prefix for prefix in families if not any(key.startswith(prefix) for key in catalogue("en"))] == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_description_of_the_data_is_translated(language: str) -> None:
    metadata = json.loads(METADATA_FILE.read_text("utf-8"))["databases"]["archive"]
    assert all(translate_description(language, text) for text in descriptions("en").values())
    shown = [table for table in metadata["tables"].values() if not table.get("hidden")]
    texts = {text for table in shown for text in (table["title"], table["description"], *table["columns"].values())}
    texts |= {query[key] for query in metadata["queries"].values() for key in ("title", "description")}
    translated = json.loads((WEB / "i18n" / f"descriptions.{language}.json").read_text("utf-8"))
    assert sorted(texts - set(translated)) == []
    assert sorted(set(translated) - texts) == []
    assert all(translate_description(language, text) for text in texts)


def test_every_flag_is_explained() -> None:
    assert {name for name in FLAGS if f"flag.{name}" not in catalogue("en")} == set()


@pytest.mark.parametrize(
    ("iso", "language", "expected"),
    [
        ("2013", "en", "2013"),
        ("2013-04", "en", "April 2013"),
        ("2013-04-11", "en", "11 April 2013"),
        ("2013-04-11", "vi", "11/4/2013"),
        ("2013-04-11", "zh", "2013年4月11日"),
        ("2013-04", "zh", "2013年4月"),
        ("2022-11-17T06:38+08:00", "en", "17 November 2022 06:38 (+08:00)"),
        ("2024-03-04T01:00:00Z", "vi", "4/3/2024 01:00 UTC"),
        ("soon", "en", "soon"),
        ("2013-13-40", "en", "2013-13-40"),
        (None, "en", ""),
    ],
)
def test_dates_are_written_as_the_language_does(iso: str | None, language: str, expected: str) -> None:
    assert format_date(iso, language) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "1,234,567"), ("vi", "1.234.567"), ("zh", "1,234,567")])
def test_numbers_have_the_language_separator(language: str, expected: str) -> None:
    assert format_number(1234567, language) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("zh-TW", "zh"),
        ("fr-FR,zh;q=0.5", "zh"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_browser_language_is_respected(header: str | None, expected: str) -> None:
    assert choose_language(header) == expected


def test_an_unknown_message_shows_its_key() -> None:
    assert translate("vi", "no.such") == "no.such"


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 0, "0 rows"),
        ("en", 1, "1 row"),
        ("en", 1234, "1,234 rows"),
        ("vi", 1, "1 dòng"),
        ("vi", 1234, "1.234 dòng"),
        ("zh", 1, "1 行"),
    ],
)
def test_a_count_has_the_languages_plural(language: str, count: int, expected: str) -> None:
    assert translate(language, "table.rows", count=count) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_the_forms_that_its_language_tells_apart(language: str) -> None:
    wanted = {"one", "other"} if language == "en" else {"other"}
    plural = {key: set(message) for key, message in catalogue(language).items() if not isinstance(message, str)}
    assert plural
    assert {key: found for key, found in plural.items() if found != wanted} == {}
