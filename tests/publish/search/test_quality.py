"""Every kind of question that readers ask, over a collection of the tests' own words: what must be found, and where."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from crawler.archive.db.database import connect
from crawler.normalise.papers.document_numbers import document_number_key
from crawler.normalise.search.words import contains_exactly, folded_words
from crawler.publish.search.asked import Search, SearchResult
from crawler.publish.search.find import find, find_all
from crawler.publish.snapshot import open_for_reading
from tests.publish.search.collection import Question, documents, make_collection, questions


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = make_collection(tmp_path_factory.mktemp("search") / "archive.db")
    open_for_reading(path)
    with closing(connect(path, read_only=True)) as opened:
        opened.create_function("document_key", 1, lambda text: document_number_key(text or ""), deterministic=True)
        opened.create_function("contains_exactly", 2, contains_exactly, deterministic=True)
        yield opened


def names(found: SearchResult) -> list[str]:
    """Return the documents of a page of hits."""
    by_url = {one.url: one.id for one in documents().values()}
    return [by_url[hit["url"]] for hit in found.hits]


def faults(question: Question, found: SearchResult) -> list[str]:
    """Return what is wrong with an answer."""
    ranking = names(found)
    hint = folded_words(found.hint.suggestion) if found.hint else ""
    if question.suggestion and not ranking:
        return [] if folded_words(question.suggestion).strip() in hint else [f"suggests {hint!r}"]
    wrong = []
    if question.first and (not ranking or ranking[0] not in question.first):
        wrong.append(f"first is {ranking[:1]}")
    if not question.first and ranking and not question.suggestion:
        wrong.append(f"found {ranking[:3]}")
    missing = question.found - set(ranking)
    places = [ranking.index(one) for one in question.found if one in ranking]
    above = [one for one in question.below if one in ranking and ranking.index(one) < max(places, default=-1)]
    for what, which in (("missing", missing), ("above", above), ("not absent", question.absent & set(ranking))):
        if which:
            wrong.append(f"{what}: {sorted(which)}")
    return wrong


@pytest.mark.parametrize("question", questions(), ids=lambda question: f"{question.kind}: {question.text[:40]}")
def test_a_question_is_answered(connection: sqlite3.Connection, question: Question) -> None:
    found = find(connection, Search(text=question.text))
    assert faults(question, found) == []
    if question.redirect:
        assert found.redirect is not None
        assert names(found)[0] == question.redirect
    else:
        assert found.redirect is None


def test_there_are_questions_of_every_kind() -> None:
    kinds = {question.kind for question in questions()}
    assert len(questions()) >= 80
    assert len(kinds) == 22


def test_all_hits_are_the_hits_of_the_pages(connection: sqlite3.Connection) -> None:
    for text in ("bệnh", "疫苗", "Lũng Khê"):
        paged = [
            hit["id"] for page in range(1, 9) for hit in find(connection, Search(text=text, page=page, size=7)).hits
        ]
        assert find_all(connection, Search(text=text))[: len(paged)] == paged
        assert len(paged) == len(set(paged)) > 3
