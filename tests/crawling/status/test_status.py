"""What `healtharchive status` shows of an office beside its state."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from crawler.commands.status import _print, command
from tests.crawling.conftest import TwoRuns
from tests.crawling.status.test_exposition import SEEN, UNSEEN, parsed


def test_exceptions_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    _print([SEEN, UNSEEN])
    shown = capsys.readouterr().out.replace("\n", " ")
    assert "vn_a: its certificate is not verified (exception: incomplete chain since 2026-09)" in shown
    assert "vn_a: its weak key exchange is allowed (exception: an appliance of 2010)" in shown
    assert "vn_b: its" not in shown


def test_lists_that_go_on_and_repairs_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    _print([replace(SEEN, incomplete=("Tin tức",)), replace(UNSEEN, state="ok", reason="repaired: 1 list is gone")])
    shown = capsys.readouterr().out.replace("\n", " ")
    assert "vn_a: the list “Tin tức” may be longer than what was read of it" in shown
    assert "vn_b: repaired: 1 list is gone" in shown


def test_prometheus_is_told_of_every_office(two_runs: TwoRuns) -> None:
    result = CliRunner().invoke(command, ["--prometheus", "--archive", str(two_runs.archive)])
    samples = parsed(result.stdout)
    assert result.exit_code == 0
    good = {labels for (name, labels), value in samples.items() if name == "healtharchive_state" and value}
    assert good == {f'office="{site}",state="ok"' for site in two_runs.server.offices}


def test_json_tells_why_a_certificate_is_not_insisted_on(two_runs: TwoRuns) -> None:
    result = CliRunner().invoke(command, ["--json", "--archive", str(two_runs.archive)])
    assert {office["certificate"] for office in json.loads(result.stdout)} == {""}


def test_two_forms_at_once_are_refused(two_runs: TwoRuns) -> None:
    result = CliRunner().invoke(command, ["--json", "--prometheus", "--archive", str(two_runs.archive)])
    assert "not both" in str(result.exception)
