"""An operator is told once, reminded weekly, and told when all is well."""

import json
import smtplib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.history.alerts import LastAlert
from crawler.crawling.alerts.channels import channels, tell
from crawler.crawling.alerts.mail import MailServer
from crawler.crawling.alerts.message import Message
from crawler.crawling.offices.registry import sites_by_id
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.status.alerts import TO_DO, alert_of
from replica.server import ReplicaServer
from tests.crawling.conftest import TwoRuns
from tests.crawling.crawls import crawl, rows, run, value

SITE = "vn_quangninh_cdc"
NOW = datetime(2026, 3, 5, tzinfo=UTC)


def outcome(state: str) -> Outcome:
    sentence = {"ok": "", "repaired": "repaired: 2 lists are gone"}.get(state, "Lists are empty.")
    return Outcome(site="vn_a", state="ok" if state == "repaired" else state, counts={}, sentence=sentence)


CASES = {
    "well-and-nothing-told": ("ok", None, None),
    "first-trouble": ("empty", None, "vn_a is empty: Lists are empty."),
    "same-trouble-next-day": ("empty", LastAlert("empty", NOW - timedelta(days=1)), None),
    "a-week-later": ("empty", LastAlert("empty", NOW - timedelta(days=7)), "Still, vn_a is empty: Lists are empty."),
    "other-trouble": ("down", LastAlert("empty", NOW - timedelta(days=1)), "vn_a is down: Lists are empty."),
    "healed": ("ok", LastAlert("empty", NOW - timedelta(days=3)), "vn_a recovered (was: empty)."),
    "repaired": ("repaired", None, "vn_a is ok (repaired: 2 lists are gone)"),
    "repaired-after-trouble": (
        "repaired", LastAlert("drift", NOW - timedelta(days=1)), "vn_a is ok (repaired: 2 lists are gone)",
    ),
    "stopped-by-hand": ("interrupted", None, None),
    "stopped-while-in-trouble": ("interrupted", LastAlert("empty", NOW - timedelta(days=30)), None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "told", "expected"), CASES.values(), ids=CASES.keys())
def test_notice(state: str, told: LastAlert | None, expected: str | None) -> None:
    to_do = f" {TO_DO[state]}" if expected and state in TO_DO else ""
    assert alert_of(outcome(state), told, NOW) == (None if expected is None else expected + to_do)


def test_a_change_that_need_not_heal_is_told_each_time_it_is_found() -> None:
    changed = replace(outcome("drift"), is_passing=True)
    assert alert_of(changed, None, NOW) == alert_of(changed, LastAlert("drift", NOW), NOW)


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
    assert tell(Message("Sở Y tế: trống", ("một dòng",)), through)
    assert mailbox.messages == ["Sở Y tế: trống\n- một dòng"]


def test_failing_channel_does_not_keep_the_others_from_telling(mailbox: Mailbox) -> None:
    through = channels(
        {"HEALTHARCHIVE_NOTIFY_WEBHOOK": "http://127.0.0.1:9/", "HEALTHARCHIVE_NOTIFY_SLACK": mailbox.address}
    )
    assert tell(Message("x"), through)
    assert mailbox.messages == ["x"]


def test_message_that_nobody_took_was_not_told(mailbox: Mailbox) -> None:
    mailbox.status = 500
    assert not tell(Message("x"), channels({"HEALTHARCHIVE_NOTIFY_WEBHOOK": mailbox.address}))
    assert not tell(Message("x"), channels({"HEALTHARCHIVE_NOTIFY_WEBHOOK": "file:///etc/passwd"}))


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
    (told,) = mailbox.messages
    assert told.endswith(": 1 office: all ok")
    assert f"{two_runs.archive}" in told
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
    assert "\n- Still, " in mailbox.messages[1]
    fresh_replica.offices[SITE].fault = None
    day(11)
    day(12)
    (healed,) = mailbox.messages[2:]
    assert healed.splitlines()[1] == "- vn_quangninh_cdc recovered (was: blocked)."


BAD = {
    "garbage-answer": ("WEBHOOK", "http://127.0.0.1:{garbage}/secret-token"),
    "blank-in-address": ("WEBHOOK", "http://127.0.0.1:9/secret token"),
    "no-scheme": ("SLACK", "hooks.example.org/secret-token"),
    "port-that-is-none": ("WEBHOOK", "http://127.0.0.1:secret-token/"),
    "control-character": ("SLACK", "http://127.0.0.1:9/secret\x01token"),
    "refused": ("WEBHOOK", "http://127.0.0.1:9/secret-token"),
}


@pytest.fixture
def garbage() -> Iterator[int]:
    """A port on which something answers that is no HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                connection.recv(4096)
                connection.sendall(b"\x00\xff no protocol of ours\r\n\r\n")
                connection.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.mark.parametrize(("name", "address"), BAD.values(), ids=BAD.keys())
def test_bad_channel_is_named_without_its_secret(
    name: str, address: str, garbage: int, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    other = "SLACK" if name == "WEBHOOK" else "WEBHOOK"
    prefix = "HEALTHARCHIVE_NOTIFY_"
    through = channels({prefix + name: address.format(garbage=garbage), prefix + other: mailbox.address})
    assert tell(Message("x"), through)
    assert mailbox.messages == ["x"]
    assert f"channel {name.lower()}" in caplog.text
    assert "secret" not in caplog.text


SERVERS = {
    "mail.example.org": ("mail.example.org", 25, "none"),
    "mail.example.org:587": ("mail.example.org", 587, "starttls"),
    "mail.example.org:465": ("mail.example.org", 465, "tls"),
    "[::1]:25": ("::1", 25, "none"),
    "localhost:2525": ("localhost", 2525, "none"),
}


@pytest.mark.parametrize("place", SERVERS)
def test_mail_server_is_understood(place: str) -> None:
    server = MailServer.parse(place, security="", user="", password="")
    assert (server.host, server.port, server.security) == SERVERS[place]


@pytest.mark.parametrize(
    "place", ["mail.example.org:smtp", "smtp://mail.example.org:25", "user:secret@host:25", "a b:25", ":25"]
)
def test_mail_server_that_is_none_is_one_clause(place: str, caplog: pytest.LogCaptureFixture) -> None:
    through = channels({"HEALTHARCHIVE_NOTIFY_EMAIL": "a@b.vn", "HEALTHARCHIVE_NOTIFY_SMTP": place})
    assert not tell(Message("x"), through)
    assert "is not written as host:port" in caplog.text
    assert "secret" not in caplog.text


def test_mail_has_what_mail_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[EmailMessage] = []

    class Server(smtplib.SMTP):
        def __init__(self, *_: object, **__: object) -> None:
            self.steps: list[str] = []

        def starttls(self, **_: object) -> None:  # type: ignore[override]  # nothing of the answer is used
            self.steps.append("starttls")

        def login(self, user: str, password: str) -> None:  # type: ignore[override]  # as above
            self.steps.append(f"{user}:{password}")

        def send_message(self, letter: EmailMessage) -> None:  # type: ignore[override]  # as above
            assert self.steps == ["starttls", "me:word"]
            sent.append(letter)

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(smtplib, "SMTP", Server)
    prefix = "HEALTHARCHIVE_NOTIFY_"
    settings = {"EMAIL": "a@b.vn", "SMTP": "mail.example.org:587", "SMTP_USER": "me", "SMTP_PASSWORD": "word"}
    assert tell(Message("Một dòng", ("hai",)), channels({prefix + name: value for name, value in settings.items()}))
    (letter,) = sent
    assert letter["Date"]
    assert letter["Message-ID"]
    assert letter["Subject"] == "Một dòng"
    assert letter.get_content().split() == ["Một", "dòng", "-", "hai"]


def test_crawl_that_cannot_begin_is_told_and_logged(tmp_path: Path, mailbox: Mailbox) -> None:
    archive = tmp_path / "archive.db"
    archive.write_text("no database")
    log = tmp_path / "crawl.log"
    result = run("crawl", SITE, "--archive", archive, "--log-file", log, HEALTHARCHIVE_NOTIFY_WEBHOOK=mailbox.address)
    assert result.returncode == 2
    (told,) = mailbox.messages
    assert "the crawl did not do its work" in told
    assert str(archive) in told
    assert "is not a database" in told
    assert "is not a database" in log.read_text()


FAILURES = {
    "wrong-use": (("--between", "never"), 2),
    "misspelt-office": (("vn_quangninh_cdd",), 2),
    "no-folder": (("--archive", "/nowhere/archive.db"), 2),
}


@pytest.mark.parametrize(("words", "status"), FAILURES.values(), ids=FAILURES.keys())
def test_wrong_use_is_told(words: tuple[str, ...], status: int, tmp_path: Path, mailbox: Mailbox) -> None:
    result = run("crawl", "--archive", tmp_path / "a.db", *words, HEALTHARCHIVE_NOTIFY_WEBHOOK=mailbox.address)
    assert result.returncode == status
    assert len(mailbox.messages) == 1


def test_locked_archive_is_told(tmp_path: Path, mailbox: Mailbox) -> None:
    archive = tmp_path / "archive.db"
    with Archive.open(archive):
        result = run("crawl", SITE, "--archive", archive, HEALTHARCHIVE_NOTIFY_WEBHOOK=mailbox.address)
    assert result.returncode == 3
    assert "Another crawl" in mailbox.messages[0]


def test_killed_run_is_told_by_the_next_and_good_run_leaves_one_line(
    tmp_path: Path, replica: ReplicaServer, mailbox: Mailbox
) -> None:
    archive, log = tmp_path / "archive.db", tmp_path / "crawl.log"
    with Archive.open(archive, kind="demo") as opened:
        opened.start_run(sites_by_id()[SITE], started_at=NOW, software="test")
        status = json.loads(run("status", SITE, "--json", "--archive", archive).stdout)[0]
        assert status["state"] == "running"
    crawl(
        archive, replica.address, SITE, "--limit", "2", "--log-file", str(log),
        HEALTHARCHIVE_NOTIFY_WEBHOOK=mailbox.address, HEALTHARCHIVE_CLOCK_START="2026-03-06T01:00:00+00:00",
    )  # fmt: skip
    assert "vn_quangninh_cdc: the run of 2026-03-05T00:00:00Z was killed" in mailbox.messages[0]
    assert rows(archive, "SELECT state, note != '' FROM runs WHERE id = 1") == [("interrupted", 1)]
    assert len([line for line in log.read_text().splitlines() if "1 office: " in line]) == 1


def test_clock_that_cannot_be_right_is_said_and_its_plans_are_bounded(
    tmp_path: Path, replica: ReplicaServer, mailbox: Mailbox
) -> None:
    archive = tmp_path / "archive.db"

    def day(start: str) -> None:
        crawl(
            archive, replica.address, SITE, "--limit", "3",
            HEALTHARCHIVE_NOTIFY_WEBHOOK=mailbox.address, HEALTHARCHIVE_CLOCK_START=f"{start}T01:00:00+00:00",
        )  # fmt: skip

    day("2029-03-01")
    assert mailbox.messages == []
    day("2026-12-01")
    assert "which is later: one of the two clocks was wrong" in mailbox.messages[0]
    assert value(archive, "SELECT max(next_visit_at) FROM articles") < "2027-12-05"


def test_ping_tells_start_and_end(tmp_path: Path, replica: ReplicaServer) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/uuid"
        archive = tmp_path / "archive.db"
        crawl(archive, replica.address, SITE, "--limit", "1", HEALTHARCHIVE_NOTIFY_PING=address)
        crawl(archive, replica.address, "vn_nobody", HEALTHARCHIVE_NOTIFY_PING=address)
        server.shutdown()
        thread.join()
    assert asked == ["/uuid/start", "/uuid", "/uuid/start", "/uuid/fail"]
