"""Who wrote, supplied and edited the article: from metadata, the line under the title, and the lines after the text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.normalise.people import read_byline
from crawler.pages.body import Body
from crawler.pages.metadata import Found, Metadata
from crawler.pages.region import Region
from crawler.pages.title import bare

FIELDS = ("author", "source", "editor")
DATA_RULES = ("json-ld:", "founder:", "meta:source", "meta:mediaid", "microdata:sourceOrganization")
"""Believed unseen; an author named elsewhere is often the account that typed the page, so it must be shown as well."""
LAST_LINES = 4
"""So many of the text's last lines may be bylines that were not told from it."""


@dataclass(frozen=True, kw_only=True)
class Bylines:
    """Field → value with its rule, and what other trusted places said instead."""

    values: dict[str, Found] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)


def find_bylines(region: Region, body: Body | None, metadata: Metadata, language: str) -> Bylines:
    """Return author, source and editor."""
    said: dict[str, list[Found]] = {name: [] for name in FIELDS}
    for name, found in _candidates(region, body, metadata, language):
        if found.value and name in said:
            said[name].append(found)
    values = {name: found[0] for name, found in said.items() if found}
    others = {
        name: tuple(dict.fromkeys(other.value for other in found[1:] if bare(other.value) != bare(found[0].value)))
        for name, found in said.items()
    }
    return Bylines(values=values, others={name: found for name, found in others.items() if found})


def _candidates(region: Region, body: Body | None, metadata: Metadata, language: str) -> Iterator[tuple[str, Found]]:
    if metadata.is_government:
        for name in ("source", "author"):
            yield from ((name, found) for found in metadata.find(name) if found.rule.startswith("meta:"))
    for place, texts in _places(region, body):
        for text in texts:
            for name, value in read_byline(text, language).items():
                yield name, Found(value=value, rule=f"byline:{place}")
    shown = "\n".join(line.text for line in (*region.above, *region.head, *region.body[-LAST_LINES:], *region.tail))
    for name in ("author", "source"):
        for found in metadata.find(name):
            stated = found.rule.startswith(DATA_RULES) and not _is_site(found, metadata)
            if stated or (name == "author" and found.value in shown):
                yield name, found


def _places(region: Region, body: Body | None) -> Iterator[tuple[str, list[str]]]:
    yield "head", [line.text for line in region.head if not line.hidden]
    yield "text", list(body.byline_lines) if body else []
    yield "tail", [line.text for line in region.tail if not line.hidden]
    yield "end", [line.text for line in region.body[-LAST_LINES:] if len(line.text) < 60][::-1]
    yield "above", [line.text for line in region.above]


def _is_site(found: Found, metadata: Metadata) -> bool:
    return any(bare(found.value) == bare(site.value) for site in metadata.find("site"))
