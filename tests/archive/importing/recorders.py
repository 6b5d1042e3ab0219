"""Other people's programs that fetch pages of a replica and keep them in WARC files, dated as a simulated day is."""

import gzip
import re
import shutil
import socket
import subprocess
import urllib.request
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import HTTPError

from replica.server import ReplicaServer
from tests.programs import TOOLS
from tests.waiting import answers, wait_for

WGET = shutil.which("wget")
PYWB = TOOLS / "python" if (TOOLS / "wayback").exists() else None
OPTIONS = ("--quiet", "--no-warc-compression", "--delete-after", "--no-directories", "--restrict-file-names=ascii")
DATE = re.compile(rb"(?<=\nWARC-Date: )[0-9T:.-]+Z(?=\r\n)")
RECORDER = """
import sys
from pywb.apps.cli import wayback
from urllib3.util import connection
host, port, *arguments = sys.argv[1:]
connect = connection.create_connection
def to_replica(address, *others, **options):
    is_own = address[0] in ("localhost", "127.0.0.1")
    return connect(address if is_own else (host, int(port)), *others, **options)
connection.create_connection = to_replica
wayback(arguments)
"""
"""pywb as its command starts it, but for the names of hosts: all lead to the replica."""


def shifted(contents: list[bytes], when: datetime) -> list[bytes]:
    """Return WARC records with their dates moved so that the first of all is *when*."""
    dates = [datetime.fromisoformat(found.decode()) for content in contents for found in DATE.findall(content)]
    shift = when - min(dates)

    def moved(match: re.Match[bytes]) -> bytes:
        moment = (datetime.fromisoformat(match[0].decode()) + shift).astimezone(UTC)
        return moment.isoformat().replace("+00:00", "Z").encode()

    return [DATE.sub(moved, content) for content in contents]


def wget(server: ReplicaServer, addresses: Iterable[str], folder: Path, name: str, when: datetime) -> Path:
    """Fetch *addresses* with wget into a WARC file, dated as if it had run at *when*."""
    assert WGET is not None
    listed = folder / f"{name}.txt"
    listed.write_text("".join(f"http://{address}\n" for address in addresses), "utf-8")
    subprocess.run(
        [WGET, *OPTIONS, "--input-file", listed, f"--warc-file={folder / name}", "-e", f"http_proxy={server.url}"],
        cwd=folder,
        check=False,  # it ends with status 8 where a page was missed
        timeout=120,
    )
    warc = folder / f"{name}.warc"
    warc.write_bytes(*shifted([warc.read_bytes()], when))
    return warc


class Pywb:
    """pywb's recorder in front of a replica, a collection a day; used as a context manager."""

    def __init__(self, server: ReplicaServer, folder: Path, days: Iterable[str]) -> None:
        assert PYWB is not None
        self._collections = folder / "collections"
        for day in days:
            (self._collections / day / "archive").mkdir(parents=True)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self._port = listener.getsockname()[1]
        host, port = server.address.split(":")
        arguments = ("--record", "--live", "--bind", "127.0.0.1", "--port", str(self._port), "--directory", folder)
        self._process = subprocess.Popen(
            [PYWB, "-c", RECORDER, host, port, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        wait_for(partial(answers, f"http://127.0.0.1:{self._port}/"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()

    def record(self, addresses: Iterable[str], day: str) -> None:
        """Ask for *addresses* through the recorder."""
        for address in addresses:
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{self._port}/{day}/record/id_/http://{address}"
                ) as answer:
                    answer.read()
            except HTTPError as error:
                error.close()  # a page that is missed is recorded, too

    def written(self, day: str, when: datetime) -> list[Path]:
        """Return the files of *day*, whose recorder has stopped, dated as if it had run at *when*."""
        files = sorted((self._collections / day / "archive").glob("*.warc.gz*"))
        for file in files:
            members = shifted(list(_members(file.read_bytes())), when)
            file.write_bytes(b"".join(map(gzip.compress, members)))
        return files


def _members(content: bytes) -> Iterator[bytes]:
    """Yield what each gzip member of *content* holds."""
    while content:
        decompressor = zlib.decompressobj(wbits=31)
        yield decompressor.decompress(content)
        content = decompressor.unused_data
