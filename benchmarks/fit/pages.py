"""The pages of the evaluation sets with their gold, as they are and transformed."""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.normalise.text.charset import decode_page
from tests.pages.metamorphic.markup import drop_meta, rename_names, wrap_words

SETS = {"corpus": "gold.jsonl", "gov": "gold.jsonl", "rendered": "corpus.jsonl"}


@dataclass(frozen=True)
class GoldPage:
    """One page, or a transformed copy of it, and what is right."""

    site: str
    url: str
    language: str
    source: str
    gold: Mapping[str, Any]
    folder: Path


def gold_pages(shared: Path) -> Iterator[GoldPage]:
    """Yield each page as it is, and as three changes that no reader would notice leave it."""
    for name, index in SETS.items():
        path = shared / name / index
        for text in path.read_text("utf-8").splitlines() if path.is_file() else ():
            row = json.loads(text)
            if not row.get("gold"):
                continue
            url = row.get("url") or f"http://{zlib.crc32(row['file'].encode()):x}.invalid/"
            source = decode_page((shared / name / row["file"]).read_bytes(), None, row["lang"]).text
            for variant in (source, *_changed(source, row["lang"])):
                yield GoldPage(urlsplit(url).hostname or url, url, row["lang"], variant, row["gold"], shared / name)


def _changed(source: str, language: str) -> Iterator[str]:
    yield re.sub(r"(?is)<title\b.*?</title>", "<title></title>", drop_meta(source, language))
    yield rename_names(source, language)
    yield wrap_words(source, language)
