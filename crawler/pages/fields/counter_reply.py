"""The number in a view counter's answer: a plain integer, JSON, JSONP, or a script that writes it.

Only the forms that counters are known to use are read; anything else, an error page above all, is no count.
"""

import json
import re

LARGEST = 10**10
"""No page was read so often; a longer number is an id or a time."""
MAX_LENGTH = 4_000
"""Characters; a counter answers in a line."""
NUMBER = r"(?:\d{1,3}(?:[.,]\d{3})+|\d{1,10})"
PLAIN = re.compile(rf"^\s*['\"]?({NUMBER})['\"]?\s*;?\s*$")
WRITTEN = re.compile(rf"document\.write(?:ln)?\(\s*['\"]?\s*({NUMBER})\s*['\"]?\s*\)")
SET = re.compile(
    rf"#(?:hits|views?|clicks?|luotxem)['\"]\s*\)\s*\.(?:html|text)\(\s*['\"]?({NUMBER})['\"]?\s*\)", re.IGNORECASE
)
WRAPPED = re.compile(r"^\s*[\w.$]+\s*\(\s*([\[{].*[\]}])\s*\)\s*;?\s*$", re.DOTALL)
NAMES = (
    "pv",
    "views",
    "view",
    "viewcount",
    "view_count",
    "hits",
    "hit",
    "clicks",
    "click",
    "count",
    "luotxem",
    "visits",
    "num",
    "data",
)


def read_count(text: str) -> tuple[int, str] | None:
    """Return the count that a counter's answer holds and the words that held it, or None.

    >>> read_count('cb({"pv":1834,"comments":0})')
    (1834, '{"pv":1834,"comments":0}')
    >>> read_count("document.write('57');")
    (57, "document.write('57')")
    """
    if len(text) > MAX_LENGTH:
        return None
    text = text.strip().removeprefix("\ufeff")
    for pattern in (PLAIN, WRITTEN, SET):
        match = pattern.search(text)
        if match:
            return _integer(match[1]), match[0].strip()
    wrapped = WRAPPED.match(text)
    return _from_json(wrapped[1] if wrapped else text)


def _integer(number: str) -> int:
    return int(re.sub(r"[.,]", "", number))


def _from_json(text: str) -> tuple[int, str] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    count = _count_in(value)
    return None if count is None else (count, text)


def _count_in(value: object) -> int | None:
    """JEECMS answers with an array whose first entry is the views; others name the number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < LARGEST else None
    if isinstance(value, str):
        return _integer(value) if re.fullmatch(NUMBER, value.strip()) else None
    if isinstance(value, list):
        return _count_in(value[0]) if value and not isinstance(value[0], list | dict) else None
    if isinstance(value, dict):
        named = {str(name).lower(): entry for name, entry in value.items()}
        found = next((count for name in NAMES if (count := _count_in(named.get(name))) is not None), None)
        inner = named.get("result")  # a bare result is a code, not a count
        return _count_in(inner) if found is None and isinstance(inner, dict) else found
    return None
