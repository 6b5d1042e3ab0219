"""From what a reader holds (an address, a digest, the name in a citation) to what the archive has of it."""

import re
import sqlite3
from base64 import b32decode
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from crawler.archive.articles.identity import current_id, find_article
from crawler.normalise.addresses import address_key, canonical_address
from crawler.publish.withholding import hidden_captures

SHA256 = re.compile(r"(?:sha-?256[:=-])?\s*([0-9a-f]{64})", re.IGNORECASE)
SHA256_IN_WARC = re.compile(r"(?:sha-?256:)?\s*([a-z2-7]{52})(?:====)?", re.IGNORECASE)
SHA1_IN_WARC = re.compile(r"(?:sha-?1:)?\s*([a-z2-7]{32})", re.IGNORECASE)
"""WARC files write digests in base 32."""
CITED = re.compile(r"(?:.*/archive/articles/)?(\d{1,18})@(?:\d{1,9}|\d{8}T\d{6}Z)(?:[?#].*)?")
PLAYED_BACK = re.compile(r"https?://[^/]+/(?:\S*/)?\d{4,14}(?:[a-z]{2}_)?/(https?:/.+)", re.IGNORECASE)
"""An address in a web archive, which holds the original one."""
ADDRESS = re.compile(r"(?:https?:/*|//)?((?:[\w-]+\.)+[\w-]{2,}\.?(?::\d+)?(?:[/?#].*)?)", re.IGNORECASE)
"""An address with its scheme or without, which must then have a dot in its host."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]|[\r\n\t]+")
"""What comes along when an address is copied out of a page or a paper."""
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
    """Return the article that *text* names: an address of it in any spelling, a digest of it, or a citation's name.

    An address may be that of one of its files.  None where *text* is nothing of these, or nothing that the archive
    holds.
    """
    if len(text) > MAX_LENGTH:
        return None
    text = INVISIBLE.sub("", text).strip().strip("<>\"'“”«»").strip()
    if played := PLAYED_BACK.fullmatch(text):
        return find_article_by_address(connection, played[1])
    if cited := CITED.fullmatch(text):
        return current_id(connection, int(cited[1]))
    address = ADDRESS.fullmatch(text)
    if address is None or " " in address[1].partition("/")[0]:
        return _by_digest(connection, text)
    urls = [*spellings(f"http://{address[1]}"), *spellings("http://" + "".join(address[1].split()))]
    return find_article(connection, urls) or _by_file(connection, urls)


def spellings(url: str) -> list[str]:
    """Return *url* as it is given, and with the host in the letters or in the ASCII form of its international name."""
    url = url.strip().replace(" ", "%20")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        names = [host.encode("idna").decode("ascii"), host.encode("ascii", "ignore").decode("idna")]
        others = [url.replace(parts.netloc, _with_host(parts, name), 1) for name in names if name]
    except ValueError:  # no address, or no name of a host
        return [url]
    return list(dict.fromkeys([url, *others]))


def _stored_forms(urls: Iterable[str]) -> list[str]:
    """Return the forms in which captures may hold one of *urls*."""
    forms = {form for url in urls for form in (url, canonical_address(url))}
    return sorted({re.sub("^https?", scheme, form) for form in forms for scheme in ("http", "https")})


def _with_host(parts: SplitResult, host: str) -> str:
    return host if parts.port is None else f"{host}:{parts.port}"


def _by_file(connection: sqlite3.Connection, urls: list[str]) -> int | None:
    """Return the article that offers a file at one of *urls*; the newest where several do."""
    known = _stored_forms(urls)
    return _newest_article(connection, f"url IN ({', '.join('?' * len(known))}) AND kind = 'attachment'", known)


def _by_digest(connection: sqlite3.Connection, text: str) -> int | None:
    """Return the article of which a page or file has the digest *text*; the newest where several do."""
    if plain := SHA256.fullmatch(text):
        return _newest_article(connection, "sha256 = ?", [plain[1].lower()])
    if in_warc := SHA256_IN_WARC.fullmatch(text):
        return _newest_article(connection, "sha256 = ?", [b32decode(in_warc[1].upper() + "====").hex()])
    if short := SHA1_IN_WARC.fullmatch(text):
        digest = f"sha1:{short[1].upper()}"
        where = "id IN (SELECT capture FROM imported_captures WHERE payload_digest = ?)"
        return _newest_article(connection, where, [digest])
    return None


def _newest_article(connection: sqlite3.Connection, where: str, values: list[str]) -> int | None:
    """Return the article of the newest of those captures that are given away."""
    rows = connection.execute(
        f"SELECT article, id FROM captures WHERE {where} AND article IS NOT NULL ORDER BY fetched_at DESC, id", values
    ).fetchall()
    hidden = hidden_captures(connection) if rows else set()
    return next((int(article) for article, capture in rows if capture not in hidden), None)


def captures_of_address(connection: sqlite3.Connection, url: str, *, limit: int = 10_000) -> list[Moment]:
    """Return the captures of what is at *url* under any spelling, in the order of time."""
    written = spellings(url)
    article = find_article(connection, written)
    urls = {*_stored_forms(written)}
    if article is not None:
        keys = {address_key(one) for one in written}
        rows = connection.execute("SELECT url, key FROM article_urls WHERE article = ?", (article,))
        urls |= {one for one, its_key in rows.fetchall() if its_key in keys}
    marks = ", ".join("?" * len(urls))
    found = connection.execute(
        f"SELECT id, url, fetched_at, status FROM captures WHERE url IN ({marks}) ORDER BY fetched_at, id LIMIT ?",
        (*sorted(urls), limit),
    )
    return [Moment(*row) for row in found.fetchall()]


def given_away(connection: sqlite3.Connection, moments: list[Moment]) -> list[Moment]:
    """Return those of *moments* whose captures are not withheld from publication."""
    hidden = hidden_captures(connection)
    return [moment for moment in moments if moment.capture not in hidden]


def nearest(moments: list[Moment], timestamp: str) -> Moment:
    """Return the one of *moments* that is nearest to *timestamp* (1 to 14 digits), the earlier of two equally near."""
    wanted = moment_number(timestamp)
    return min(moments, key=lambda moment: (abs(moment_number(moment.timestamp) - wanted), moment.timestamp))


def moment_number(timestamp: str) -> int:
    """Return about how many seconds a stamp of digits stands for; months and years are counted alike."""
    filled = (timestamp + "00000101000000"[len(timestamp) :])[:14]
    year, month, day = int(filled[:4]), int(filled[4:6]), int(filled[6:8])
    hour, minute, second = int(filled[8:10]), int(filled[10:12]), int(filled[12:14])
    return ((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute) * 60 + second
