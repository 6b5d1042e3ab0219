"""The Memento project's own client finds the captures of an address by the moment that it asks for."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import requests
from memento_client import MementoClient

from tests.archive.importing.pages import run_import
from tests.archive.importing.warcs import http, record, write_warc
from tests.web.browsing import serving
from tests.web.test_captures import DAYS, FIRST, SECOND, URL


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an archive of two captures of one address; yield the site's address."""
    folder = tmp_path_factory.mktemp("memento")
    source = write_warc(
        folder / "captures.warc.gz", [record(URL, DAYS[0], http(FIRST)), record(URL, DAYS[1], http(SECOND))]
    )
    assert run_import(folder / "archive.db", source, "--new-office").exit_code == 0
    with serving(folder / "archive.db") as served:
        yield served


@pytest.mark.parametrize(
    ("asked", "found"),
    [("2020-01-01T00:00:00", DAYS[0]), ("2024-05-06T08:00:00", DAYS[0]), ("2030-01-01T00:00:00", DAYS[1])],
)
def test_the_nearest_memento_is_found(address: str, asked: str, found: str) -> None:
    office = requests.Response()  # the office's own page is not asked whether it is a memento
    office.status_code, office.url = 200, URL
    client = MementoClient(timegate_uri=f"{address}/timegate/", check_native_timegate=False)
    with client:
        told = client.get_memento_info(URL, datetime.fromisoformat(asked), req_uri_response=office)
    assert told["original_uri"] == URL
    mementos = told["mementos"]
    assert mementos["closest"]["http_status_code"] == 200
    assert mementos["closest"]["datetime"] == _moment(found)
    assert [mementos[end]["datetime"] for end in ("first", "last")] == [_moment(DAYS[0]), _moment(DAYS[1])]
    title = "Kiểm tra bếp ăn" if found == DAYS[0] else "Kiểm tra bếp ăn lần hai"
    shown = requests.get(mementos["closest"]["uri"][0], timeout=30)
    assert f"<h1>{title}</h1>" in shown.text


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
