"""The references in docs/ say what the code says, and leave nothing out."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from crawler import reference, settings

ROOT = Path(__file__).parents[1]


def test_command_reference_is_up_to_date() -> None:
    # In a process of its own: click remembers how a command was first asked for its help.
    told = subprocess.run(
        [sys.executable, "-c", "from crawler import reference; print(reference.commands(), end='')"],
        capture_output=True, text=True, check=True, cwd=ROOT, encoding="utf-8",
    )  # fmt: skip
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == told.stdout


def test_settings_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == reference.settings_reference()


def test_the_registrys_tables_are_up_to_date() -> None:
    sources = (ROOT / "docs" / "sources.md").read_text("utf-8")
    assert reference.offices_reference() in sources
    assert reference.with_offices(sources) == sources


def test_nothing_is_verified_without_a_report() -> None:
    rows = [line for line in reference.offices_reference().splitlines() if line.startswith("| `")]
    assert len(rows) >= 190
    assert {row.rpartition(" | ")[2] for row in rows} <= {"unverified |", "verified |"}


def test_every_variable_that_the_code_reads_is_described() -> None:
    read = set()
    for file in (ROOT / "crawler").rglob("*.py"):
        read |= set(re.findall(r"\bHEALTHARCHIVE_[A-Z_0-9]*[A-Z0-9]\b(?!_)", file.read_text("utf-8")))
    assert read - set(reference.VARIABLES) == set()


def test_every_setting_of_the_project_is_described() -> None:
    from scrapy.settings import default_settings

    tree = ast.parse(Path(settings.__file__).read_text("utf-8"))
    ours = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and not hasattr(default_settings, target.id)
    }
    assert ours == set(reference.SETTINGS)
