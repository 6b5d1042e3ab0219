"""Chinese running words of which no article holds enough: the articles that share most of their characters.

People ask in words of their own; 退烧 and 退热 share one character, and 上学 and 学生 another.
"""

import math
import re
from collections.abc import Sequence

from crawler.normalise.search import chinese
from crawler.normalise.search.common_words import is_common
from crawler.normalise.search.words import folded_words, is_han
from crawler.publish.search.expressions import either, phrase
from crawler.publish.search.index import COMMON, Index

_MIN_CHARACTERS = 3
_MAX_CHARACTERS = 24
_TRIED, _SHOWN = 60, 20
_MIN_SHARE = 0.5
"""Of the weight of all characters that an article must share; each weighs the more the rarer it is."""
_IN_TITLE = 1.6
_RUN = re.compile("[\u3400-\u9fff]+")


def characters_of(text: str) -> list[str]:
    """Return the characters of the words of a question that say something, each once, simplified."""
    plain = "".join(word for word in folded_words(text).split() if is_han(word))
    words = (word for run in _RUN.findall(plain) for word in chinese.cut(run) if not is_common(word, word))
    return list(dict.fromkeys(letter for word in words for letter in word))[:_MAX_CHARACTERS]


def by_characters(index: Index, text: str) -> list[int]:
    """Return the articles that share most of the characters, the likeliest first; of few or common ones none."""
    counted = {letter: index.documents(phrase(letter)) for letter in characters_of(text)}
    weights = {
        letter: math.log(2 + index.articles / (found + 0.5)) for letter, found in counted.items() if 0 < found < COMMON
    }
    if len(weights) < _MIN_CHARACTERS:
        return []
    query = either([phrase(letter) for letter in weights])
    tried = index.best(query, _TRIED, total=index.count(query))
    shares = _shares(index, tried, weights)
    kept = [article for article in tried if shares[article] >= _MIN_SHARE]
    return sorted(kept, key=lambda article: -shares[article])[:_SHOWN]


def _shares(index: Index, articles: Sequence[int], weights: dict[str, float]) -> dict[int, float]:
    listed = ",".join(str(number) for number in articles) or "0"
    rows = index.connection.execute(
        f"SELECT id, title, substr(body_text, 1, 1500) AS body FROM articles WHERE id IN ({listed})"
    )
    total = sum(weights.values())
    found: dict[int, float] = {}
    for row in rows:
        title, body = folded_words(row["title"] or ""), folded_words(row["body"] or "")
        shared = sum(
            weight * (_IN_TITLE if letter in title else 1.0)
            for letter, weight in weights.items()
            if letter in title or letter in body
        )
        found[row["id"]] = shared / total
    return found
