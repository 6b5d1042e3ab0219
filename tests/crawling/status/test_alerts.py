"""An operator is told once, reminded weekly, and told when all is well."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from crawler.archive.history.alerts import Told
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.status.alerts import TO_DO, notice_of
from crawler.crawling.status.channels import channels, tell
from replica.server import ReplicaServer
from tests.crawling.conftest import TwoRuns
from tests.crawling.crawls import crawl, run

SITE = "vn_quangninh_cdc"
NOW = datetime(2026, 3, 5, tzinfo=UTC)


def outcome(state: str) -> Outcome:
    return Outcome(site="vn_a", state=state, counts={}, sentence="Lists are empty.")


CASES = {
    "well-and-nothing-told": ("ok", None, None),
    "first-trouble": ("empty", None, "vn_a is empty: Lists are empty."),
    "same-trouble-next-day": ("empty", Told("empty", NOW - timedelta(days=1)), None),
    "a-week-later": ("empty", Told("empty", NOW - timedelta(days=7)), "Still, vn_a is empty: Lists are empty."),
    "other-trouble": ("down", Told("empty", NOW - timedelta(days=1)), "vn_a is down: Lists are empty."),
    "healed": ("ok", Told("empty", NOW - timedelta(days=3)), "vn_a is well again; it was empty."),
    "stopped-by-hand": ("interrupted", None, None),
    "stopped-while-in-trouble": ("interrupted", Told("empty", NOW - timedelta(days=30)), None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "told", "expected"), CASES.values(), ids=CASES.keys())
def test_notice(state: str, told: Told | None, expected: str | None) -> None:
    to_do = f" {TO_DO[state]}" if expected and state in TO_DO else ""
    assert notice_of(outcome(state), told, NOW) == (None if expected is None else expected + to_do)


def test_a_change_that_need_not_heal_is_told_each_time_it_is_found() -> None:
    changed = replace(outcome("drift"), is_passing=True)
    assert notice_of(changed, None, NOW) == notice_of(changed, Told("drift", NOW), NOW)


class Mailbox:
    """A webhook that keeps what it is sent."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if outer.status == 200:
                    outer.messages.append(json.loads(body)["text"])
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Keep the test's output clean."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    made = Mailbox()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def test_webhook_gets_the_message(mailbox: Mailbox) -> None:
    through = channels({"HEALTHARCHIVE_NOTIFY_WEBHOOK": mailbox.address})
    assert tell("Sở Y tế: trống", through)
    assert mailbox.messages == ["Sở Y tế: trống"]


def test_failing_channel_does_not_keep_the_others_from_telling(mailbox: Mailbox) -> None:
    through = channels(
        {"HEALTHARCHIVE_NOTIFY_WEBHOOK": "http://127.0.0.1:9/", "HEALTHARCHIVE_NOTIFY_SLACK": mailbox.address}
    )
    assert tell("x", through)
    assert mailbox.messages == ["x"]


def test_message_that_nobody_took_was_not_told(mailbox: Mailbox) -> None:
    mailbox.status = 500
    assert not tell("x", channels({"HEALTHARCHIVE_NOTIFY_WEBHOOK": mailbox.address}))
    assert not tell("x", channels({"HEALTHARCHIVE_NOTIFY_WEBHOOK": "file:///etc/passwd"}))


def test_channels_are_those_that_the_environment_names() -> None:
    prefix = "HEALTHARCHIVE_NOTIFY_"
    assert channels({}) == []
    assert channels({prefix + "TELEGRAM_TOKEN": "1:x"}) == []
    assert (
        len(channels({prefix + "TELEGRAM_TOKEN": "1:x", prefix + "TELEGRAM_CHAT": "7", prefix + "EMAIL": "a@b.vn"}))
        == 2
    )


def test_status_tells_on_request(two_runs: TwoRuns, mailbox: Mailbox) -> None:
    words = ("status", SITE, "--tell", "--archive", two_runs.archive)
    assert run(*words, HEALTHARCHIVE_NOTIFY_WEBHOOK=mailbox.address).returncode == 0
    assert mailbox.messages == ["1 office: all ok"]
    for variables in ({}, {"HEALTHARCHIVE_NOTIFY_WEBHOOK": "http://127.0.0.1:9/"}):
        result = run(*words, **variables)
        assert result.returncode == 2
        assert "alert channel" in result.stderr.splitlines()[-1]


def test_crawls_tell_once_and_when_healed(tmp_path: Path, fresh_replica: ReplicaServer, mailbox: Mailbox) -> None:
    archive = tmp_path / "archive.db"

    def day(number: int) -> None:
        crawl(
            archive,
            fresh_replica.address,
            SITE,
            HEALTHARCHIVE_CLOCK_START=f"2026-12-{number:02}T01:00:00+00:00",
            HEALTHARCHIVE_NOTIFY_WEBHOOK=mailbox.address,
        )

    day(1)
    assert mailbox.messages == []
    fresh_replica.offices[SITE].fault = "forbidden"
    day(2)
    day(3)
    assert len(mailbox.messages) == 1
    assert "vn_quangninh_cdc is blocked" in mailbox.messages[0]
    day(10)
    assert mailbox.messages[1].startswith("Still, ")
    fresh_replica.offices[SITE].fault = None
    day(11)
    day(12)
    assert mailbox.messages[2:] == ["vn_quangninh_cdc is well again; it was blocked."]
