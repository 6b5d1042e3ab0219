"""One question, answered: what it names, or what is about it; a page of hits, their number, facets and a hint."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crawler.normalise.search.concepts import Concept
from crawler.normalise.search.question import All, parse
from crawler.publish.search import expressions
from crawler.publish.search.asked import Expansion, Hint, Search, SearchResult
from crawler.publish.search.cards import cards
from crawler.publish.search.facets import count_facets
from crawler.publish.search.hints import hint_of_miss
from crawler.publish.search.identified import Identified, identify
from crawler.publish.search.index import COUNTED, FACETED, Index
from crawler.publish.search.last_resort import by_characters
from crawler.publish.search.ranking import Ranker, Ranking

_BATCH = 20_000
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Signs without width, which a copied text brings along."""
_SUBJECTS = frozenset({"disease", "vaccine"})
"""What is asked about: where none of it is found, nothing else is an answer."""
_MAX_MISSING = 0.6
"""Share of a question that may be in no article; beyond, the rest of it is no answer."""
_SOME = 0.25
"""Share of a question that an article must hold as it is meant, to be shown where the rest is in none."""
_NAMES_SHOWN = 6


@dataclass
class _Answer:
    """All hits: `articles` in order, then, where `query` is not empty, what it finds beside them."""

    index: Index
    articles: list[int] = field(default_factory=list)
    query: str = ""
    needles: str = ""
    total: int = 0
    matches: Mapping[int, tuple[str, float | None]] = field(default_factory=dict)
    """Article → in which sense it matches, and its score."""
    marks: str = ""
    redirect: int | None = None
    office: str = ""
    bearers: int = 0
    hint: Hint | None = None
    concepts: Sequence[Concept] = ()
    filtered: bool = False
    """Everything that the filters leave is found."""


def find(connection: sqlite3.Connection, search: Search, *, facets: bool = True) -> SearchResult:
    """Return one page of hits, best or newest first."""
    answer = _answer(connection, search)
    first = (search.page - 1) * search.size
    identifiers = _page(answer, first, search.size + 1)
    hits = cards(connection, identifiers[: search.size], answer.marks)
    of = _facet_articles(answer) if facets else []
    return SearchResult(
        hits=[{**hit, **_matching(answer, hit["id"])} for hit in hits],
        total=min(answer.total, COUNTED),
        capped=answer.total > COUNTED,
        more=len(identifiers) > search.size,
        redirect=answer.redirect,
        office=answer.office,
        bearers=answer.bearers,
        hint=answer.hint,
        expansions=_expansions(answer.concepts) if search.synonyms and not search.exact else (),
        facets=count_facets(connection, of),
        facets_of=len(of) if len(of) < answer.total else 0,
    )


def _matching(answer: _Answer, article: int) -> dict[str, object]:
    match, worth = answer.matches.get(article, ("", None))
    return {"match": match, "score": worth}


def find_all(connection: sqlite3.Connection, search: Search) -> list[int]:
    """Return the ids of all hits, in the order in which the pages of the search show them."""
    answer = _answer(connection, search)
    found = _page(answer, 0, max(_BATCH, len(answer.articles)))
    while more := _page(answer, len(found), _BATCH):
        found += more
    return found


def _answer(connection: sqlite3.Connection, search: Search) -> _Answer:
    search = replace(search, text=_INVISIBLE.sub("", search.text).strip())
    text = search.text
    index = Index(connection, search)
    if not text:
        return _filters_alone(index) if search.filtered else _Answer(index)
    identified = identify(index, text)
    if identified.name:
        return _named(index, identified)
    question = parse(text)
    if not question.parts:
        return _Answer(index, hint=Hint("only_exclusions") if question.without else None)
    return _about(connection, search, question)


def _filters_alone(index: Index) -> _Answer:
    return _Answer(index, total=index.filtered_count(), filtered=True)


def _named(index: Index, identified: Identified) -> _Answer:
    bearers, citing = index.kept(identified.bearers), index.kept(identified.citing)
    articles = [*bearers, *citing]
    return _Answer(
        index,
        articles=articles,
        total=len(articles),
        matches=dict.fromkeys(bearers, ("bearer", 1.0)) | dict.fromkeys(citing, ("cites", 0.5)),
        redirect=bearers[0] if len(bearers) == 1 and not index.search.filtered else None,
        office="" if index.search.filtered else identified.office,
        bearers=len(bearers),
        hint=None if bearers else Hint("unknown_number", (identified.name,)),
    )


def _about(connection: sqlite3.Connection, search: Search, question: All) -> _Answer:
    ranker = Ranker(connection, search, question)
    concepts = ranker.concepts
    if not concepts and not any(ranker.ways):
        return _filters_alone(ranker.index) if ranker.names_office else _Answer(ranker.index)
    ranking = ranker.rank()
    hint = None
    if not ranking.full:
        hint = hint_of_miss(ranker.index, search.text, ranking.missing, found=len(ranking.articles))
        if _is_miss(ranker, ranking, hint):
            return _in_other_words(ranker, search.text, hint)
    return _Answer(
        ranker.index,
        articles=ranking.articles,
        query=ranking.query,
        needles=ranking.needles,
        total=ranking.total,
        matches={article: (one.match, round(one.value, 4)) for article, one in ranking.scores.items()},
        marks=expressions.either([expressions.of_concept(c, exact=False) for c in concepts]) if concepts else "",
        hint=hint,
        concepts=concepts,
    )


def _in_other_words(ranker: Ranker, text: str, hint: Hint | None) -> _Answer:
    """Return what says it in other words, where no word was misspelled and no subject is asked for in vain."""
    lost = hint is not None and hint.kind == "missing" and ranker.loose and not _lacks_subject(ranker.missing)
    articles = by_characters(ranker.index, text) if lost else []
    return _Answer(
        ranker.index,
        articles=articles,
        total=len(articles),
        matches=dict.fromkeys(articles, ("part", None)),
        hint=hint,
        concepts=ranker.concepts,
    )


def _lacks_subject(missing: Sequence[Concept]) -> bool:
    kinds = {entry.kind for concept in missing if concept.known for entry in concept.entries}
    return not _SUBJECTS.isdisjoint(kinds)


def _is_miss(ranker: Ranker, ranking: Ranking, hint: Hint | None) -> bool:
    """Tell whether what was found is no answer: a word was misspelled, or what matters is in no article."""
    if hint is None:
        return False
    if hint.kind == "spelling" or _lacks_subject(ranking.missing):
        return True
    gone = sum(ranker.weights[concept] for concept in ranking.missing)
    if gone < _MAX_MISSING * sum(ranker.weights.values()):
        return False
    return max((one.certain for one in ranking.scores.values()), default=0.0) < _SOME


def _page(answer: _Answer, first: int, size: int) -> list[int]:
    index = answer.index
    if answer.filtered:
        return index.filtered(size, first)
    if index.search.sort != "relevance" and answer.articles:
        return _dated_page(answer, first, size)
    page = answer.articles[first : first + size]
    if answer.query and len(page) < size:
        offset = max(first - len(answer.articles), 0)
        page += index.rest(answer.query, answer.articles, size - len(page), offset, needles=answer.needles)
    return page


def _dated_page(answer: _Answer, first: int, size: int) -> list[int]:
    index = answer.index
    if answer.query:
        return index.by_date(answer.query, size, first, total=answer.total, needles=answer.needles)
    return index.dated(answer.articles)[first : first + size]


def _facet_articles(answer: _Answer) -> list[int]:
    index = answer.index
    if answer.filtered:
        return index.filtered(FACETED, 0)
    if not answer.query:
        return answer.articles
    return index.newest(answer.query, FACETED, needles=answer.needles)


def _expansions(concepts: Sequence[Concept]) -> tuple[Expansion, ...]:
    found = []
    for concept in concepts:
        names: dict[bool, list[str]] = {False: [], True: []}
        for variant in concept.variants[1:]:
            if variant.kind != "typed" and variant.language and variant.marked != concept.literal.marked:
                names[variant.kind == "translation"].append(variant.text)
        if names[False] or names[True]:
            found.append(
                Expansion(concept.typed, tuple(names[False][:_NAMES_SHOWN]), tuple(names[True][:_NAMES_SHOWN]))
            )
    return tuple(found)
