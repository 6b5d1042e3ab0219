"""What a headline is about, as the other language names it: the diseases and vaccines that the glossary knows."""

from crawler.normalise.search.concepts import concepts
from crawler.normalise.search.glossary import Entry, Name

_KINDS = ("disease", "vaccine")
_OTHER = {"vi": "zh", "zh": "vi"}


def counterparts(title: str, language: str) -> list[Name]:
    """Return the usual names, in the other language, of the diseases and vaccines that a headline names for certain.

    >>> [name.text for name in counterparts("Tăng cường phòng, chống bệnh dại", "vi")]
    ['狂犬病']
    """
    certain = [concept for concept in concepts(title) if concept.known and len(concept.entries) == 1]
    entries = [entry for concept in certain for entry in concept.entries if entry.kind in _KINDS]
    names = [_first(entry, _OTHER.get(language, "")) for entry in dict.fromkeys(entries)]
    return [name for name in names if name is not None]


def _first(entry: Entry, language: str) -> Name | None:
    return next((name for name in entry.names if name.language == language and not name.one_way), None)
