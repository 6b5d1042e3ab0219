"""One crawl of the five replica offices that several tests look at."""

from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from replica import offices
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl


@dataclass(frozen=True)
class TwoRuns:
    """An archive after a first and a second crawl, and what each asked for."""

    archive: Path
    server: ReplicaServer
    first: CompletedProcess[str]
    second: CompletedProcess[str]
    asked_first: dict[str, int]
    asked_second: dict[str, int]


@pytest.fixture(scope="session")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> TwoRuns:
    archive = tmp_path_factory.mktemp("two_runs") / "archive.db"
    with ReplicaServer(offices()) as server:
        first = crawl(archive, server.address, "--all")
        asked_first = dict(server.asked)
        second = crawl(archive, server.address, "--all")
        asked_second = {url: count - asked_first.get(url, 0) for url, count in server.asked.items()}
    return TwoRuns(
        archive=archive,
        server=server,
        first=first,
        second=second,
        asked_first=asked_first,
        asked_second={url: count for url, count in asked_second.items() if count},
    )
