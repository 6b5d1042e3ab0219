"""The documents are tested: commands have help, offices are listed, links lead somewhere."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from crawler.cli import COMMANDS, cli

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OFFICES = sorted(path.stem for country in ("vn", "cn") for path in (ROOT / "spiders" / country).glob("[!_]*.py"))


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_has_help(verb: str) -> None:
    result = CliRunner().invoke(cli, [verb, "--help"])
    assert result.exit_code == 0
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    assert command.help, f"{verb} does not say what it does"
    undocumented = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert not undocumented, f"{verb}: options without help: {undocumented}"


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_is_documented(verb: str) -> None:
    manual = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    assert f"healtharchive {verb}" in manual


@pytest.mark.parametrize("office", OFFICES)
def test_every_office_is_in_the_list_of_sources(office: str) -> None:
    assert office in (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_relative_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    local = [target for target in targets if target and "://" not in target and not target.startswith("mailto:")]
    missing = [target for target in local if not (document.parent / target).exists()]
    assert not missing


def test_the_make_commands_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^\$? ?make (\w+)", readme, re.MULTILINE))
    assert {"demo", "test"} <= named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)


def test_lock_files_name_no_index_and_carry_hashes() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, f"{lock.name} names a host"
        pins = re.findall(r"^[a-z0-9][\w.\-\[\],]*==[^\s;\\]+", text, re.MULTILINE)
        assert len(pins) > 30
        assert text.count("--hash=sha256:") >= len(pins)
