"""`healtharchive relations`: what it prints, and one sentence for each kind of bad line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.commands.relations import command
from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.normalise.papers.relations import read_relations
from tests.shared import SHARED, needs_shared

GOOD = {"id": "a", "language": "vi", "text": "Căn cứ Quyết định số 5/QĐ-SYT ngày 02/01/2024;"}


def run(path: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, [path], input=stdin)


def test_a_text_and_its_relations(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n", "utf-8")
    for result in (run(str(path)), run("-", path.read_text("utf-8"))):
        assert result.exit_code == 0, result.output
        (answer,) = map(json.loads, result.stdout_bytes.decode().splitlines())
        assert (answer["id"], answer["own_number"], answer["status"]) == ("a", None, None)
        (relation,) = answer["relations"]
        assert (relation["number"], relation["type"], relation["date"]) == ("5/QĐ-SYT", "based_on", "2024-01-02")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Line 2 is not JSON."),
        ("[" * 100_000, "Line 2 is not JSON."),
        ('{"id": true, "language": "zh", "text": "x"}', 'no "id"'),
        ("[]", 'not an object with a "text"'),
        ('{"id": "b", "language": "vi"}', 'not an object with a "text"'),
        ('{"id": "b", "language": "en", "text": "x"}', "neither vi nor zh"),
        ('{"id": "b", "language": "zh", "text": "x", "page_number": 5}', '"page_number" that is no text'),
        ('{"language": "zh", "text": "x"}', 'no "id"'),
    ],
)
def test_a_bad_line_gets_an_error_and_the_others_come_out(line: str, words: str) -> None:
    result = run("-", "\n".join([json.dumps(GOOD), line, json.dumps(GOOD)]))
    assert isinstance(result.exception, SomeFailedError)
    answers = [json.loads(text) for text in result.stdout_bytes.decode().splitlines()]
    assert [answer.get("id") for answer in answers] == ["a", None, "a"]
    assert words in answers[1]["error"]
    assert answers[1]["line"] == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.jsonl"))
    assert isinstance(result.exception, HealthArchiveError)
    assert "cannot be read" in str(result.exception)


@needs_shared
def test_the_shared_set_is_read_right() -> None:
    cases = map(json.loads, (SHARED / "cases_relations" / "cases.jsonl").read_text("utf-8").splitlines())
    wanted: set[tuple[str, ...]] = set()
    found: set[tuple[str, ...]] = set()
    for case in cases:
        read = read_relations(case["text"], case["language"], case.get("page_number"))
        found.update((case["id"], r.type, r.number or r.title or "") for r in read.relations)
        wanted.update((case["id"], r["type"], r["number"] or r["title"]) for r in case["relations"])
    assert len(found & wanted) >= 0.97 * len(found)
    assert len(found & wanted) >= 0.95 * len(wanted)
