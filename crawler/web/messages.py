"""What the interface says, in English, Vietnamese and Chinese: one JSON file of messages per language."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date as format_babel_date
from babel.numbers import format_decimal

from crawler.document_fields import descriptions, labels

LANGUAGES: Mapping[str, str] = {"en": "English", "vi": "Tiếng Việt", "zh": "中文"}
"""Language code → the language's own name."""

DEFAULT_LANGUAGE = "en"
HTML_LANGUAGE: Mapping[str, str] = {"en": "en", "vi": "vi", "zh": "zh-Hans"}

_DIRECTORY = Path(__file__).with_name("i18n")
_LOCALES = {"en": Locale("en"), "vi": Locale("vi"), "zh": Locale("zh", script="Hans")}
_PATTERNS = {
    "en": ("y", "MMMM y", "d MMMM y"),
    "vi": ("y", "M/y", "d/M/y"),
    "zh": ("y年", "y年M月", "y年M月d日"),
}
"""Language → how a year, a month and a day are written."""

Message = str | Mapping[str, str]
"""A text, or a text for each plural category (``one``, ``other``) of the language."""


@cache
def catalogue(language: str) -> Mapping[str, Message]:
    """Return every message of a language by its key."""
    messages: dict[str, Message] = json.loads((_DIRECTORY / f"{language}.json").read_text("utf-8"))
    return messages | labels(language)


def translate(language: str, key: str, **values: object) -> str:
    """Return a message with its ``{names}`` filled in; an unknown key comes back as it is, so a page still shows.

    Where a message has plural forms, the whole number ``count`` chooses one and is written as the language does.
    """
    message = catalogue(language).get(key)
    if message is None:
        return key
    if not isinstance(message, str):
        count = values.get("count")
        form = _LOCALES[language].plural_form(count) if isinstance(count, int) else "other"
        message = message.get(form, message["other"])
        values |= {"count": format_number(count, language)} if isinstance(count, int) else {}
    return message.format(**values) if values else message


@cache
def _descriptions(language: str) -> Mapping[str, str]:
    path = _DIRECTORY / f"descriptions.{language}.json"
    described: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    own, english = descriptions(language), descriptions(DEFAULT_LANGUAGE)
    return described | {english[name]: text for name, text in own.items()}


def translate_description(language: str, text: str) -> str | None:
    """Return a title or description of the metadata, which has them in English, or None where it has no translation."""
    return text if language == DEFAULT_LANGUAGE else _descriptions(language).get(text)


def has_message(language: str, key: str) -> bool:
    """Tell whether the language has a message of that key."""
    return key in catalogue(language)


def choose_language(accept_language: str | None) -> str:
    """Return the first language of an Accept-Language header that the site speaks; weights are ignored."""
    for part in (accept_language or "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return DEFAULT_LANGUAGE


def format_number(value: int | None, language: str) -> str:
    """Return the number with the language's thousands separator; nothing for None."""
    return "" if value is None else str(format_decimal(value, locale=_LOCALES[language]))


def format_date(iso: str | None, language: str) -> str:
    """Return an ISO 8601 date, cut to any precision, as the language writes it, with time and offset if it has them.

    What is no ISO date comes back as it is.
    """
    if not iso:
        return ""
    day, _, clock = iso.partition("T")
    written = _format_day(day, language)
    if written is None:
        return iso
    return f"{written} {_format_clock(clock)}" if clock else written


def _format_clock(clock: str) -> str:
    if clock.endswith("Z"):
        return f"{clock[:5]} UTC"
    hours, offset = (clock[:-6], clock[-6:]) if clock[-6:-5] in ("+", "-") else (clock, "")
    return f"{hours[:5]} ({offset})" if offset else hours[:5]


def _format_day(day: str, language: str) -> str | None:
    parts = day.split("-")
    try:
        numbers = [int(part) for part in parts]
        whole = date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return None
    pattern = _PATTERNS[language][min(len(numbers), 3) - 1]
    return str(format_babel_date(whole, pattern, locale=_LOCALES[language]))
