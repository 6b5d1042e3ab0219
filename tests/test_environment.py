"""The settings file that cron, systemd and commands read alike."""

import os
from pathlib import Path

import pytest

from crawler.environment import create, load, parse
from crawler.errors import HealthArchiveError
from tests.crawling.crawls import run

LINES = {
    "A=1": {"A": "1"},
    "A = 1 ": {"A": "1"},
    "export A=1": {"A": "1"},
    'A="Phòng lưu trữ <a@example.org>"': {"A": "Phòng lưu trữ <a@example.org>"},
    "A='it & \"that\" $HOME'": {"A": 'it & "that" $HOME'},
    "A=https://example.org/?a=1&b=$2#x": {"A": "https://example.org/?a=1&b=$2#x"},
    'A="a \\"b\\" \\\\ c"': {"A": 'a "b" \\ c'},
    "A=": {"A": ""},
    "# A=1\n; B=2\n\nC=3": {"C": "3"},
    "A=%d 100%": {"A": "%d 100%"},
}


@pytest.mark.parametrize("text", LINES)
def test_lines(text: str) -> None:
    assert parse(text, "x") == LINES[text]


@pytest.mark.parametrize("line", ["A", "1A=2", 'A="open', "A='open", 'A="a" b', "=x"])
def test_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(HealthArchiveError, match=r"^Line 2 of x is not NAME=value"):
        parse(f"B=1\n{line}", "x")


def test_file_is_made_for_its_owner_alone_and_refused_when_others_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "healtharchive.env"
    assert create(path)
    assert not create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("A=1")
    environment: dict[str, str] = {}
    load(path, environment)
    assert environment == {"A": "1"}
    path.chmod(0o644)
    with pytest.raises(HealthArchiveError, match="chmod 600"):
        load(path, environment)


def test_commands_take_it(tmp_path: Path) -> None:
    path = tmp_path / "healtharchive.env"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    path.write_text(f"HEALTHARCHIVE_ARCHIVE={tmp_path}/there.db\n")
    result = run("--environment", path, "status")
    assert f"no archive at {tmp_path}/there.db" in result.stderr
    missing = run("--environment", tmp_path / "none", "status")
    assert (missing.returncode, len(missing.stderr.splitlines())) == (2, 1)
