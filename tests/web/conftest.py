"""The published site in this process, on the sample archive."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.publish.snapshot import open_for_reading
from crawler.web.app import build_site, close_site
from crawler.web.serving.settings import SiteSettings
from tests.archive.samples import make_sample_archive


class Reader:
    """Someone who asks the site for pages."""

    def __init__(
        self, archive: Path, runner: asyncio.Runner, *, public: bool = False, settings: SiteSettings | None = None
    ) -> None:
        readable = open_for_reading(archive)
        self.site = build_site(readable.path, settings or SiteSettings(public=public), immutable=readable.immutable)
        self._runner = runner

    def get(self, path: str, **options: Any) -> Any:
        """Return the answer, redirects not followed."""
        return self._runner.run(self.site.client.get(path, **options))

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Ask the database itself."""
        result = self._runner.run(self.site.get_database("archive").execute(sql))
        return [dict(row) for row in result.rows]

    def close(self) -> None:
        """Close every connection, since a forgotten one is a warning and so an error."""
        close_site(self.site)


MakeReader = Callable[..., Reader]


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample_archive(tmp_path_factory.mktemp("web") / "archive.db")


@pytest.fixture(scope="session")
def reader(sample_archive: Path, runner: asyncio.Runner) -> Iterator[Reader]:
    opened = Reader(sample_archive, runner)
    yield opened
    opened.close()


@pytest.fixture
def make_reader(runner: asyncio.Runner) -> Iterator[MakeReader]:
    """Return a function that opens a site on an archive of the test's own."""
    opened: list[Reader] = []

    def make(archive: Path, *, public: bool = False, settings: SiteSettings | None = None) -> Reader:
        opened.append(Reader(archive, runner, public=public, settings=settings))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
