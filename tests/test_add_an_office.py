"""docs/add-an-office.md: each of its commands, run in a folder of its own against an office on loopback."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawling.crawls import run
from tests.crawling.small_offices import COUNT, SmallOffices, plain, serving

MANUAL = (Path(__file__).parents[1] / "docs" / "add-an-office.md").read_text(encoding="utf-8")
HOST = "soyte.vidu.example"
HOME, ID = f"https://{HOST}/", "vn_vidu_soyte"
ELSEWHERE = {
    "serve": "does not end: tests/web/test_serve.py",
    "--all": "asks every office: tests/crawling/run/test_check.py names some",
    "--folder": "writes a file of code: tests/crawling/run/test_new.py",
    "FILE": "the same with a file elsewhere: tests/crawling/run/test_discovery.py",
}
"""Word of a command → why it is not run here, and where it is."""


def written() -> list[str]:
    """Return every command of the manual, as written there, once."""
    spans = re.findall(r"`(healtharchive [^`]+)`", " ".join(MANUAL.split()))
    return [span for span in dict.fromkeys(spans) if not ELSEWHERE.keys() & set(span.split())]


ORDER = ["discover", "probe", "new", "crawl", "check"]
SAYS = {"discover": "Thông báo", "probe": "utf-8", "new": "offices.toml", "crawl": f"{COUNT} new", "check": ID}


@dataclass(frozen=True)
class Here:
    """Where the commands are run."""

    folder: Path
    small: SmallOffices

    def run(self, command: str) -> tuple[int, str]:
        """Run a command of the manual, its placeholders filled in; return its status and all that it said."""
        words = [word.replace("URL", f"{HOME}ds") for word in shlex.split(command)]
        places = {"new": ("--offices", self.folder / "offices.toml"), "discover": (), "probe": ()}
        place = places.get(words[1], ("--archive", self.folder / "archive.db"))
        done = run(*words[1:], *place, "--replica", self.small.address)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    folder = tmp_path_factory.mktemp("add")
    with serving({"soyte": plain}) as small:
        yield Here(folder, small)


def test_each_command_of_the_five_minutes(here: Here) -> None:
    commands = sorted(written(), key=lambda command: ORDER.index(command.split()[1]))
    assert [command.split()[1] for command in commands] == ORDER
    for command in commands:
        status, said = here.run(command)
        assert status == 0, f"{command}\n{said}"
        told = SAYS[command.split()[1]]
        assert told in said, f"{command}\n{said}"


def test_the_entry_is_the_one_that_is_shown(here: Here) -> None:
    shown = re.search(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
    assert shown is not None
    written_down = (here.folder / "offices.toml").read_text(encoding="utf-8")
    for line in shown[1].split("\n"):
        assert line.strip() in written_down
