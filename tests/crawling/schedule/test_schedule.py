"""What cron and systemd are given."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.commands import schedule
from crawler.crawling.offices.registry import sites
from replica.server import ReplicaServer
from tests.crawling.crawls import ROOT, crawl, run, value


def test_crontab_line_is_one_line_with_absolute_paths(tmp_path: Path) -> None:
    result = run("schedule", "--at", "03:05", "--archive", tmp_path / "archive.db")
    assert result.returncode == 0
    (line,) = result.stdout.splitlines()
    fields = line.split(" ", 5)
    assert fields[:5] == ["5", "3", "*", "*", "*"]
    assert f"--archive {tmp_path}/archive.db" in fields[5]
    (program,) = re.findall(r"nice -n 10 (\S+)", fields[5])
    assert os.access(program, os.X_OK)


def test_line_names_the_settings_beside_the_archive_and_makes_them(tmp_path: Path) -> None:
    line = run("schedule", "--archive", tmp_path / "archive.db").stdout.split(" ", 5)[5]
    assert f"--environment {tmp_path}/healtharchive.env crawl " in line
    assert (tmp_path / "healtharchive.env").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("every", "hours", "calendar"),
    [(24, "3", "03"), (168, "3", "03"), (8, "3,11,19", "03,11,19"), (7, "3,9,15,21", "03,09,15,21")],
)
def test_line_and_timer_start_as_often_as_the_quickest_office_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, every: int, hours: str, calendar: str
) -> None:
    first, *others = sites()
    monkeypatch.setattr(schedule, "sites", lambda: [replace(first, every_hours=every), *others])
    words = ["--at", "03:05", "--archive", str(tmp_path / "archive.db")]
    line = CliRunner().invoke(schedule.command, words).stdout
    assert line.startswith(f"5 {hours} * * * cd ")
    assert " crawl --all --due " in line
    CliRunner().invoke(schedule.command, [*words, "--systemd", str(tmp_path)])
    assert f"OnCalendar=*-*-* {calendar}:05:00\n" in (tmp_path / "healtharchive-crawl.timer").read_text()


def test_percent_is_escaped_for_cron(tmp_path: Path) -> None:
    folder = tmp_path / "100%"
    folder.mkdir()
    result = run("schedule", "--archive", folder / "archive.db")
    assert "100\\%" in result.stdout
    assert "100%" not in result.stdout.replace("\\%", "")


@pytest.mark.parametrize("at", ["25:00", "3", "03:60", "noon", "-1:30"])
def test_time_that_is_none_is_refused(at: str) -> None:
    result = run("schedule", "--at", at)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


def test_units_need_a_folder(tmp_path: Path) -> None:
    assert run("schedule", "--systemd", tmp_path / "none").returncode == 2


def test_archive_needs_a_folder(tmp_path: Path) -> None:
    result = run("schedule", "--archive", tmp_path / "none" / "archive.db")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


def test_service_runs_as_the_owner_of_the_folder(tmp_path: Path) -> None:
    run("schedule", "--archive", tmp_path / "archive.db", "--systemd", tmp_path)
    assert f"\nUser={tmp_path.stat().st_uid}\n" in (tmp_path / "healtharchive-crawl.service").read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    result = run("schedule", "--archive", tmp_path / "archive.db", "--systemd", tmp_path)
    assert result.returncode == 0
    units = [tmp_path / "healtharchive-crawl.service", tmp_path / "healtharchive-crawl.timer"]
    checked = subprocess.run(
        ["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True, check=False
    )
    complaints = [line for line in checked.stderr.splitlines() if "healtharchive" in line]
    assert complaints == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_crawl_unit_is_as_confined_as_the_sites(tmp_path: Path) -> None:
    run("schedule", "--archive", tmp_path / "archive.db", "--systemd", tmp_path)
    units = (tmp_path / "healtharchive-crawl.service", ROOT / "deploy" / "healtharchive-site.service")
    crawl_unit, site_unit = (exposure(unit) for unit in units)
    assert crawl_unit <= site_unit


def exposure(unit: Path) -> float:
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", unit], capture_output=True, text=True, check=False
    )
    level = re.search(r"exposure level[^:]*: ([0-9.]+)", told.stdout)
    assert level, told.stderr
    return float(level[1])


def test_unit_and_line_have_limits_of_time_and_memory(tmp_path: Path) -> None:
    run("schedule", "--archive", tmp_path / "archive.db", "--systemd", tmp_path, "--minutes", "60")
    unit = (tmp_path / "healtharchive-crawl.service").read_text()
    assert "\nTimeoutStartSec=7200\n" in unit
    assert "\nMemoryMax=2G\n" in unit
    line = run("schedule", "--archive", tmp_path / "archive.db", "--minutes", "60", "--jitter", "10").stdout
    assert "ulimit -Sv 4194304 && timeout --kill-after=180 130m nice -n 10 " in line


def test_requests_are_a_budget_and_the_next_run_goes_on(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    site = "vn_quangninh_party"
    result = crawl(archive, fresh_replica.address, site, "--requests", "6")
    assert result.returncode == 0
    office = fresh_replica.offices[site]
    listed = sum(len(office.listed(section.id)) for section in office.sections)
    assert 0 < value(archive, "SELECT count(*) FROM articles") < listed
    assert crawl(archive, fresh_replica.address, site).returncode == 0
    assert value(archive, "SELECT count(*) FROM articles") == listed


def test_log_goes_to_a_file_as_json_lines(tmp_path: Path, replica: ReplicaServer) -> None:
    log = tmp_path / "crawl.log"
    crawl(
        tmp_path / "archive.db", replica.address, "vn_quangninh_party", "--limit", "2", "-v",
        "--log-file", str(log), "--log-json",
    )  # fmt: skip
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert {"time", "level", "logger", "office", "message"} <= set(lines[0])
    assert any(line["office"] == "vn_quangninh_party" for line in lines)


def test_log_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    result = crawl(tmp_path / "archive.db", "127.0.0.1:9", "--log-file", str(tmp_path / "no" / "crawl.log"))
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
