"""The CDXJ index of the WARC files, with which pywb, ReplayWeb.page and other replay tools find a capture.

A line is ``SURT-KEY TIMESTAMP {JSON}``; lines are sorted.  See https://specs.webrecorder.net/cdxj/0.1.0/.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from crawler.archive.warc.captures import place_of
from crawler.archive.warc.writer import Place
from crawler.publish.withholding import hidden_captures

DEFAULT_PORTS = {"http": 80, "https": 443}


def surt_key(url: str) -> str:
    """Return the key under which replay tools look *url* up: host reversed, lower case, parameters sorted.

    >>> surt_key("https://www.soyte.example:443/Tin/1.html?b=2&a=1#x")
    'example,soyte)/tin/1.html?a=1&b=2'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = parts.port
    reversed_host = ",".join(reversed(host.split(".")))
    if port is not None and port != DEFAULT_PORTS.get(parts.scheme.lower()):
        reversed_host += f":{port}"
    path = re.sub("//+", "/", parts.path).rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{reversed_host}){path}{'?' + query if query else ''}".lower()


def cdxj_lines(
    connection: sqlite3.Connection, *, sites: Sequence[str] = (), articles: Sequence[int] = ()
) -> Iterator[str]:
    """Yield the index lines, sorted, of the captures of *sites* and *articles* (both empty: all)."""
    yield from sorted(
        cdxj_line(row, place_of(row)) for row in chosen_captures(connection, sites=sites, articles=articles)
    )


def chosen_captures(
    connection: sqlite3.Connection, *, sites: Sequence[str] = (), articles: Sequence[int] = ()
) -> Iterator[sqlite3.Row]:
    """Yield the rows of the captures of *sites* and *articles*, and of those that their revisits refer to."""
    wheres = [f"site IN ({', '.join('?' * len(sites))})"] if sites else []
    wheres += [f"article IN ({', '.join('?' * len(articles))})"] if articles else []
    hidden = hidden_captures(connection)
    where = f"WHERE {' OR '.join(wheres)}" if wheres else ""
    rows = connection.execute(
        f"""WITH chosen AS (SELECT id, refers_to FROM captures {where})
        SELECT captures.* FROM captures WHERE id IN (SELECT id FROM chosen) OR id IN (SELECT refers_to FROM chosen)
        ORDER BY id""",
        (*sites, *articles),
    )
    # the bytes of a page cannot be given away in part
    yield from (row for row in rows if row["id"] not in hidden)


def cdxj_line(row: sqlite3.Row, place: Place, *, digest: str | None = None) -> str:
    """Return the index line of a capture's row whose record is at *place*; *digest* None gives the row's SHA-256."""
    timestamp = "".join(filter(str.isdigit, row["fetched_at"]))
    fields = cdxj_fields(row, place, digest=digest)
    return f"{surt_key(row['url'])} {timestamp} {json.dumps(fields, ensure_ascii=False)}"


def cdxj_fields(row: sqlite3.Row, place: Place, *, digest: str | None = None) -> dict[str, str]:
    """Return what an index line says of a capture beside its key and moment."""
    is_revisit = row["refers_to"] is not None
    return {
        "url": row["url"],
        "mime": "warc/revisit" if is_revisit else (row["content_type"] or "unk").split(";")[0].strip(),
        "status": str(row["status"]),
        "digest": digest or f"sha-256:{row['sha256']}",
        "length": str(place.length),
        "offset": str(place.offset),
        "filename": place.file,
    }
