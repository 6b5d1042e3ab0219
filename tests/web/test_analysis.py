"""The snippets for analysts run as written, in the folder of a release."""

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.publish.data_dictionary import read_metadata
from crawler.publish.release import make_release

DOCUMENT = Path(__file__).parents[2] / "docs" / "analysis.md"
SNIPPETS = re.findall(r"^## (.+?)\n+```(\w+)\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def release(sample_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysis") / "release"
    make_release(sample_archive, folder, metadata=read_metadata(), now=datetime(2024, 6, 1, tzinfo=UTC))
    return folder


def test_each_tool_has_a_snippet() -> None:
    assert [name for name, _, _ in SNIPPETS] == ["pandas", "DuckDB", "R"]


@pytest.mark.parametrize("name", ["pandas", "DuckDB"])
def test_python_snippets_run(release: Path, name: str) -> None:
    pytest.importorskip(name.lower(), reason=f"{name} is not installed")
    code = next(code for found, _, code in SNIPPETS if found == name)
    done = subprocess.run(
        [sys.executable, "-W", "error::FutureWarning", "-c", code],
        cwd=release, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "vn_vidu_soyte" in done.stdout


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R on this machine")
def test_the_r_snippet_runs(release: Path) -> None:
    code = next(code for name, _, code in SNIPPETS if name == "R")
    done = subprocess.run(["Rscript", "-e", code], cwd=release, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "vn_vidu_soyte" in done.stdout
    assert "Warning" not in done.stderr
