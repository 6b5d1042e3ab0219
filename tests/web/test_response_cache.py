"""Pages kept in memory: the same answer to the same question of a snapshot, and to nothing else."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.publish.snapshot import make_snapshot
from crawler.web.serving.guard import LANGUAGE_KEY, Message, Receive, Scope, Send
from crawler.web.serving.response_cache import MAX_AGE_SECONDS, MAX_ANSWER_BYTES, MAX_BYTES, ResponseCache
from tests.web.conftest import MakeReader

HTML = (b"content-type", b"text/html; charset=utf-8")


class Site:
    """Counts what it is asked, and answers with the count."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = 200
        self.headers = [HTML]
        self.body: bytes | None = None
        self.pieces = 1

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked += 1
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        body = self.body if self.body is not None else str(self.asked).encode()
        for number in range(self.pieces):
            await send({"type": "http.response.body", "body": body, "more_body": number + 1 < self.pieces})


class World:
    """A site behind a cache, with a snapshot and a clock that a test can move."""

    def __init__(self) -> None:
        self.site = Site()
        self.snapshot: str | None = "archive-20261101T000000Z"
        self.now = 0.0
        self.cache = ResponseCache(self.site, snapshot=lambda: self.snapshot, clock=lambda: self.now)

    def ask(self, path: str = "/", **given: Any) -> bytes:
        scope = {
            "type": "http",
            "method": given.get("method", "GET"),
            "path": path,
            "query_string": given.get("query", b""),
            "headers": given.get("headers", []),
            LANGUAGE_KEY: given.get("language", "en"),
        }
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            messages.append(message)

        asyncio.run(self.cache(scope, receive, send))
        assert messages[0]["status"] == self.site.status
        assert messages[0]["headers"] == self.site.headers
        return b"".join(message["body"] for message in messages[1:])


@pytest.fixture
def world() -> World:
    return World()


def test_the_same_question_is_answered_from_memory(world: World) -> None:
    assert [world.ask(), world.ask(), world.ask("/about")] == [b"1", b"1", b"2"]


def test_an_answer_in_pieces_is_kept_whole(world: World) -> None:
    world.site.pieces = 3
    assert [world.ask(), world.ask()] == [b"111", b"111"]


@pytest.mark.parametrize(
    "other",
    [
        {"query": b"page=2"},
        {"language": "vi"},
        {"method": "HEAD"},
        {"headers": [(b"host", b"other.example")]},
        {"headers": [(b"x-forwarded-proto", b"https")]},
        {"headers": [(b"accept", b"application/json")]},
        {"headers": [(b"Accept-Datetime", b"Sun, 01 Nov 2026 00:00:00 GMT")]},
        {"headers": [(b"range", b"bytes=0-1")]},
        {"headers": [(b"authorization", b"Bearer x")]},
    ],
)
def test_another_question_is_not(world: World, other: dict[str, Any]) -> None:
    assert [world.ask(), world.ask(**other)] == [b"1", b"2"]


def _older(world: World) -> None:
    world.now = MAX_AGE_SECONDS + 1


def _published(world: World) -> None:
    world.snapshot = "archive-20261102T000000Z"


@pytest.mark.parametrize("change", [_older, _published])
def test_an_answer_is_not_kept_longer_than_it_holds(world: World, change: Callable[[World], None]) -> None:
    world.ask()
    change(world)
    assert [world.ask(), world.ask()] == [b"2", b"2"]


def _live(world: World) -> None:
    world.snapshot = None


def _failing(world: World) -> None:
    world.site.status = 500


def _with_cookie(world: World) -> None:
    world.site.headers = [HTML, (b"set-cookie", b"language=vi")]


def _forbidding(world: World) -> None:
    world.site.headers = [HTML, (b"cache-control", b"private, no-store")]


def _file(world: World) -> None:
    world.site.headers = [(b"content-type", b"application/pdf")]


def _large(world: World) -> None:
    world.site.body = b"x" * (MAX_ANSWER_BYTES + 1)


@pytest.mark.parametrize("change", [_live, _failing, _with_cookie, _forbidding, _file, _large])
def test_what_may_not_be_kept_is_asked_again(world: World, change: Callable[[World], None]) -> None:
    change(world)
    world.ask()
    world.ask()
    assert world.site.asked == 2


def test_memory_is_bounded_and_the_least_asked_goes_first(world: World) -> None:
    world.site.body = b"x" * MAX_ANSWER_BYTES
    world.ask("/kept")
    for number in range(MAX_BYTES // MAX_ANSWER_BYTES + 5):
        world.ask(f"/{number}")
        world.ask("/kept")
    asked = world.site.asked
    world.ask("/kept")
    assert world.site.asked == asked
    world.ask("/0")
    assert world.site.asked == asked + 1


def test_a_snapshot_page_is_the_same_from_memory_in_each_language(
    sample_archive: Path, tmp_path: Path, make_reader: MakeReader
) -> None:
    snapshot = tmp_path / "published.db"
    make_snapshot(sample_archive, snapshot, now=datetime(2026, 11, 2, tzinfo=UTC))
    reader = make_reader(snapshot)
    first = {language: reader.get(f"/about?lang={language}").text for language in ("en", "vi", "zh")}
    again = {language: reader.get(f"/about?lang={language}").text for language in ("en", "vi", "zh")}
    assert again == first
    assert len(set(first.values())) == 3
