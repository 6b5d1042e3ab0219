"""Which articles come into question, and in which order: what is meant as typed first, what is only alike below."""

import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from crawler.normalise.search.concepts import OPTIONAL, Concept, Variant, language_of, literal, needed, parts
from crawler.normalise.search.question import All, Leaf
from crawler.normalise.search.scoring import Score, Text, score
from crawler.publish.search import expressions
from crawler.publish.search.asked import Search
from crawler.publish.search.index import COUNTED, Index
from crawler.publish.search.offices import load_offices, named_by, sites_named
from crawler.publish.search.texts import load_texts

POOL = 120
"""Articles that are read and weighed; what follows them is in the order of the index."""
ENOUGH = 20
"""Articles with all that was asked, below which those with most of it are looked for, too."""
_RARE = 4_000
_CERTAIN, _CERTAIN_IN_PARTS, _OF_BEST = 0.25, 0.12, 0.5
_FEW = 3
"""Articles with all that was asked, up to which long names are taken apart."""
_KNOWN, _SUBJECT = 1.25, 1.6
"""How much more than any other word a name of the glossary counts, and one of a disease or vaccine."""
_OF_OFFICE = 120
_OTHER_LANGUAGE = 0.55
_MAX_OFFICES = 200


@dataclass
class Ranking:
    """What a question finds: the best articles in order, and the expression for all of them."""

    articles: list[int] = field(default_factory=list)
    scores: dict[int, Score] = field(default_factory=dict)
    query: str = ""
    """Finds what is beyond `articles`; "" where these are all."""
    needles: str = ""
    total: int = 0
    full: bool = False
    """An article holds all that was asked, as it was asked."""
    missing: tuple[Concept, ...] = ()
    """What no article holds."""


class Ranker:
    """Ranks the articles for one question that names a subject."""

    def __init__(self, connection: sqlite3.Connection, search: Search, question: All) -> None:
        self.connection = connection
        self.search = search
        self._question = question
        self._synonyms = search.synonyms and not search.exact
        sites = self._sites()
        self.names_office = sites is not None
        """The question says in which office to look (``office:``)."""
        self.index = Index(connection, search, sites=sites)
        self.ways = expressions.wanted_lists(question, synonyms=self._synonyms)
        self._without = expressions.excluded(question)
        self._offices = load_offices(connection, search.text)
        self._parts_asked: list[Concept] = []
        self.needles = "\n".join(_needles(question)) if search.exact else ""

    def _sites(self) -> list[str] | None:
        named = [part for part in self._question.parts if isinstance(part, Leaf) and part.field == "office"]
        if not named:
            return None
        chosen = [set(sites_named(self.connection, leaf.text)) for leaf in named]
        return sorted(set.intersection(*chosen)) or [""]

    @property
    def loose(self) -> bool:
        """Tell whether the question is running words, of which an article need not hold all."""
        parts = self._question.parts
        return len(parts) == 1 and isinstance(parts[0], Leaf) and not (parts[0].phrase or parts[0].field)

    @cached_property
    def concepts(self) -> list[Concept]:
        """All that is asked for, whichever way it is satisfied."""
        return list(dict.fromkeys(concept for way in self.ways for concept in way))

    @cached_property
    def _parts(self) -> list[Concept]:
        """What is asked for with its long names taken apart, for articles that hold only some of it."""
        apart = parts(self.concepts) if self.loose and self._synonyms else []
        return [] if apart == self.concepts else apart

    @cached_property
    def _named(self) -> dict[int, set[str]]:
        return named_by(self._offices, self.concepts) if self.loose else {}

    @cached_property
    def _documents(self) -> list[int]:
        """How many articles hold each concept, as it is meant or, where none does, alike."""
        return [self._documents_of(concept) for concept in self.concepts]

    def _documents_of(self, concept: Concept) -> int:
        alike = self.index.documents(expressions.of_concept(concept, exact=False))
        # what nothing is like is not looked for in its marks: a phrase of common words takes long to miss
        return alike and (self.index.documents(expressions.of_concept(concept, exact=True)) or alike)

    @cached_property
    def weights(self) -> dict[Concept, float]:
        """How much each concept counts: the rarer the more."""
        return {
            concept: self._weight(concept, found) for concept, found in zip(self.concepts, self._documents, strict=True)
        }

    def _weight(self, concept: Concept, found: int) -> float:
        everything = max(self.index.articles, 1)
        known = (_SUBJECT if _is_subject(concept) else _KNOWN) if concept.known else 1.0
        return concept.weight * known * math.log(2 + everything / (found + 0.5))

    @property
    def missing(self) -> tuple[Concept, ...]:
        """Return the concepts that count and that nothing has: no article, no office's name, no day."""
        return tuple(
            concept
            for place, (concept, found) in enumerate(zip(self.concepts, self._documents, strict=True))
            if not found and concept.weight > OPTIONAL and not concept.months and not self._named.get(place)
        )

    def rank(self) -> Ranking:
        """Return the articles in order."""
        broad = expressions.of_node(self._question, exact=False, synonyms=self._synonyms)
        if not broad:
            return self._office_alone()
        total = self.index.count(broad, needles=self.needles)
        chosen = self._strict(broad, total)
        strict = set(chosen)
        if self.loose and not self.search.exact and len(chosen) < ENOUGH:
            chosen += [article for article in self._most(few=len(strict) <= _FEW) if article not in strict]
        return self._weighed(chosen, strict, broad, total)

    def _office_alone(self) -> Ranking:
        total = self.index.filtered_count() if self._question.parts else 0
        return Ranking(self.index.filtered(POOL, 0) if total else [], total=total, full=bool(total))

    def _strict(self, broad: str, total: int) -> list[int]:
        """Return the articles that hold all, those that hold it as typed, and together, first."""
        chosen: dict[int, None] = {}
        if not total:
            return []
        whole = self._whole
        passes = []
        if whole is not None and self.loose and len(self.concepts) > 1:
            passes.append(expressions.without(expressions.of_variant(whole, exact=True), self._without))
        exact = expressions.of_node(self._question, exact=True, synonyms=self._synonyms)
        if exact != broad:
            passes.append(exact)
        for query in passes:
            if len(chosen) < POOL:
                count = self.index.count(query, needles=self.needles)
                chosen |= dict.fromkeys(self.index.best(query, POOL, total=count, needles=self.needles))
        if len(chosen) < POOL:
            chosen |= dict.fromkeys(self.index.best(broad, POOL, total=total, needles=self.needles))
        return list(chosen)[:POOL]

    @cached_property
    def _whole(self) -> Variant | None:
        texts = [part.text for part in self._question.parts if isinstance(part, Leaf) and not part.field]
        one = literal(" ".join(texts)) if len(texts) == len(self._question.parts) else None
        return one.literal if one else None

    def _most(self, *, few: bool) -> list[int]:
        """Return articles that hold some of what was asked: the rarest of it, its day, or of its office."""
        chosen: dict[int, None] = {}
        counted = dict(zip(self.concepts, self._documents, strict=True))
        self._parts_asked = self._parts if few else []
        for concept in self._parts_asked:
            counted.setdefault(concept, self._documents_of(concept))
            self.weights.setdefault(concept, self._weight(concept, counted[concept]))
        ranked = sorted(counted.items(), key=lambda pair: -self.weights[pair[0]])
        asked: list[Concept] = []
        sum_found = 0
        for concept, found in ranked:
            if found and (not asked or sum_found + found <= _RARE) and concept.weight > OPTIONAL:
                asked.append(concept)
                sum_found += found
        if asked and len(counted) > 1:
            some = expressions.either([expressions.of_concept(concept, exact=False) for concept in asked])
            query = expressions.without(some, self._without)
            chosen |= dict.fromkeys(self.index.best(query, POOL, total=self.index.count(query)))
        chosen |= dict.fromkeys(self._of_offices())
        for concept in self.concepts:
            if concept.months:
                chosen |= dict.fromkeys(self.index.published(*concept.months, ENOUGH * 2))
        return list(chosen)

    def _of_offices(self) -> list[int]:
        """Return articles of the offices that the question names, which hold the rest of it."""
        sites = self._offices_meant()
        if not sites:
            return []
        rest = [c for place, c in enumerate(self.concepts) if not sites <= self._named.get(place, set())]
        index = Index(self.connection, self.search, sites=sorted(sites))
        if not rest:
            return index.filtered(_OF_OFFICE, 0)
        some = expressions.every([expressions.of_concept(c, exact=False) for c in needed(rest)])
        query = expressions.without(some, self._without)
        return index.best(query, _OF_OFFICE, total=index.count(query))

    def _offices_meant(self) -> set[str]:
        """Return the offices that hold most of the concepts in their names."""
        counted: dict[str, float] = {}
        for place, sites in self._named.items():
            for site in sites:
                counted[site] = counted.get(site, 0.0) + self.weights[self.concepts[place]]
        if not counted:
            return set()
        most = max(counted.values())
        return set(sorted(site for site, worth in counted.items() if worth >= most - 1e-9)[:_MAX_OFFICES])

    def _weighed(self, chosen: list[int], strict: set[int], query: str, total: int) -> Ranking:
        offices = {office.site: office.text for office in self._offices}
        texts = load_texts(self.connection, chosen, offices if self.loose else {}, files=len(chosen) <= POOL)
        scores = {article: self._score(text, self.ways) for article, text in texts.items()}
        best = max((one.value for one in scores.values()), default=0.0)
        kept = [
            article
            for article in chosen
            if article in strict or scores[article].certain >= _CERTAIN or scores[article].value >= _OF_BEST * best
        ]
        kept.sort(key=lambda article: (-scores[article].value, _newest_first(texts[article].published), -article))
        if self._parts_asked:
            kept += self._in_parts([article for article in chosen if article not in kept], texts, scores)
        beyond = total > len(strict)
        return Ranking(
            kept,
            scores,
            query=query if beyond else "",
            needles=self.needles,
            total=min(total, COUNTED + 1) + len(kept) - len(strict & set(kept)) if beyond else len(kept),
            full=any(scores[article].full for article in kept),
            missing=self.missing,
        )

    def _in_parts(self, left: list[int], texts: Mapping[int, Text], scores: dict[int, Score]) -> list[int]:
        """Return, below all others, the articles that hold a part of a long name."""
        for article in left:
            scores[article] = replace(self._score(texts[article], [self._parts_asked]), full=False, match="part")
        kept = [article for article in left if scores[article].certain >= _CERTAIN_IN_PARTS]
        return sorted(kept, key=lambda article: (-scores[article].value, -article))

    def _score(self, text: Text, ways: Sequence[Sequence[Concept]]) -> Score:
        """Weigh an article by the best way to satisfy the question; in another language than it, it is worth less."""
        best = max((self._score_way(text, way) for way in ways), key=lambda one: one.value)
        if self._language and text.language and text.language != self._language:
            best = replace(best, value=best.value * _OTHER_LANGUAGE)
        return best

    def _score_way(self, text: Text, way: Sequence[Concept]) -> Score:
        return score(text, way, [self.weights[concept] for concept in way], self._whole)

    @cached_property
    def _language(self) -> str:
        return language_of(self.concepts)


def _is_subject(concept: Concept) -> bool:
    return any(entry.kind in ("disease", "vaccine") for entry in concept.entries)


def _newest_first(day: str) -> list[int]:
    return [-ord(letter) for letter in day]


def _needles(question: All) -> list[str]:
    """Return the words and phrases that must stand in the text letter by letter."""
    found: list[str] = []
    for part in question.parts:
        if isinstance(part, Leaf):
            found += [part.text] if part.phrase else part.text.split()
        elif isinstance(part, All):
            found += _needles(part)
    return found


def relevant_terms(concepts: Sequence[Concept]) -> str:
    """Return the expression of all that is to be marked in excerpts."""
    return expressions.either([expressions.of_concept(concept, exact=False) for concept in concepts])
