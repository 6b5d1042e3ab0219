"""From what a reader holds (an address, a digest, the name in a citation) to what the archive has of it."""

import re
import sqlite3
from dataclasses import dataclass

from crawler.archive.articles.identity import current_id, find_article
from crawler.archive.warc.captures import place_of
from crawler.normalise.addresses import address_key
from crawler.publish.evidence.cdxj import cdxj_line
from crawler.publish.withholding import hidden_captures

SHA256 = re.compile(r"(?:sha-?256:)?\s*([0-9a-f]{64})", re.IGNORECASE)
CITED = re.compile(r"(\d{1,18})@(?:\d{1,9}|\d{8}T\d{6}Z)")
ADDRESS = re.compile(r"(?:https?://|//)?((?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)
"""An address with its scheme or without, which must then have a dot in its host."""
MAX_LENGTH = 4000


@dataclass(frozen=True)
class Moment:
    """One capture of an address."""

    capture: int
    url: str
    fetched_at: str
    status: int

    @property
    def timestamp(self) -> str:
        """Return the 14 digits by which web archives name the moment."""
        return re.sub(r"\D", "", self.fetched_at)


def find_article_by_address(connection: sqlite3.Connection, text: str) -> int | None:
    """Return the article that *text* names: an address of it in any spelling, a SHA-256 of it, or a citation's name.

    None where *text* is nothing of these, or nothing that the archive holds.
    """
    text = text.strip().strip("<>\"'“”")
    if not text or len(text) > MAX_LENGTH:
        return None
    if cited := CITED.fullmatch(text):
        return current_id(connection, int(cited[1]))
    if digest := SHA256.fullmatch(text):
        return _by_digest(connection, digest[1].lower())
    address = ADDRESS.fullmatch(text)
    return find_article(connection, [f"http://{address[1]}"]) if address else None


def _by_digest(connection: sqlite3.Connection, digest: str) -> int | None:
    """Return the article of which a page or file has *digest*; the newest where several do."""
    row = connection.execute(
        "SELECT article FROM captures WHERE sha256 = ? AND article IS NOT NULL ORDER BY fetched_at DESC, id LIMIT 1",
        (digest,),
    ).fetchone()
    return int(row[0]) if row else None


def captures_of_address(connection: sqlite3.Connection, url: str, *, limit: int = 10_000) -> list[Moment]:
    """Return the captures of what is at *url* under any spelling, in the order of time."""
    article = find_article(connection, [url])
    urls = [url]
    if article is not None:
        key = address_key(url)
        rows = connection.execute("SELECT url, key FROM article_urls WHERE article = ?", (article,))
        urls = [one for one, its_key in rows.fetchall() if its_key == key] or urls
    marks = ", ".join("?" * len(urls))
    found = connection.execute(
        f"SELECT id, url, fetched_at, status FROM captures WHERE url IN ({marks}) ORDER BY fetched_at, id LIMIT ?",
        (*urls, limit),
    )
    return [Moment(*row) for row in found.fetchall()]


def given_away(connection: sqlite3.Connection, moments: list[Moment]) -> list[Moment]:
    """Return those of *moments* whose captures are not withheld from publication."""
    hidden = hidden_captures(connection)
    return [moment for moment in moments if moment.capture not in hidden]


def nearest(moments: list[Moment], timestamp: str) -> Moment:
    """Return the one of *moments* that is nearest to *timestamp* (1 to 14 digits), the earlier of two equally near."""
    wanted = _as_number(timestamp)
    return min(moments, key=lambda moment: (abs(_as_number(moment.timestamp) - wanted), moment.timestamp))


def _as_number(timestamp: str) -> int:
    """Return about how many seconds a stamp of digits stands for; months and years are counted alike."""
    filled = (timestamp + "00000101000000"[len(timestamp) :])[:14]
    year, month, day = int(filled[:4]), int(filled[4:6]), int(filled[6:8])
    hour, minute, second = int(filled[8:10]), int(filled[10:12]), int(filled[12:14])
    return ((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute) * 60 + second


def index_lines(connection: sqlite3.Connection, url: str, *, limit: int) -> list[str]:
    """Return the CDXJ lines of the captures of *url* that are given away, as `healtharchive cdxj` writes them."""
    lines = []
    for moment in given_away(connection, captures_of_address(connection, url, limit=limit)):
        row = connection.execute("SELECT * FROM captures WHERE id = ?", (moment.capture,)).fetchone()
        lines.append(cdxj_line(row, place_of(row)))
    return lines
