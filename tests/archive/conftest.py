"""An open archive in a folder of its own, and the sample archive made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.archive import Archive
from tests.archive.samples import make_sample_archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive; tests that write must copy its folder first."""
    return make_sample_archive(tmp_path_factory.mktemp("sample") / "archive.db")
