"""What a crawl still has to fetch: how far lists were walked, and what they and the articles name that never came.

All of it lives in the database, so that a run that was killed is taken up by the next one where it stood.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.archive.archive import Archive
from crawler.archive.articles.files.attachments import current_attachments, too_large_note
from crawler.archive.articles.identity import find_article, is_known
from crawler.archive.articles.statuses import VANISHED
from crawler.archive.db.database import transaction
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.listings import listed_row
from crawler.archive.warc.validators import Validators, validators_of
from crawler.normalise.addresses import address_key, canonical_address
from crawler.pages.lists.rows import ListItem

RETRY_PERIOD = timedelta(days=14)
"""How long something that was listed but never came is asked for again."""
MOST_GONE = 3
"""Answers that it is not there after which it is asked for only where a list names it as news."""


@dataclass(frozen=True)
class Expected:
    """What should be found at an address."""

    titles: tuple[str, ...] = ()
    """As the article was read last, and as the list names it."""
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class ListedArticle:
    """An article that a section's list named before and that is believed to be there."""

    article: int
    url: str
    """As the list named it."""
    day: str | None
    """ISO day by which the office orders its lists, as far as it is known."""


class Frontier:
    """The edge of what is known of one site."""

    def __init__(self, archive: Archive, site: str) -> None:
        self._archive = archive
        self._connection = archive.connection
        self.site = site

    def begin_walk(self, section: str, begun_at: datetime) -> bool:
        """Note that the section's list is being walked; return whether the walk before reached its end.

        Where it did, everything beyond known articles is known as well.
        """
        row = self._connection.execute(
            "SELECT ended_at FROM walks WHERE site = ? AND section = ?", (self.site, section)
        ).fetchone()
        with transaction(self._connection):
            self._connection.execute(
                """INSERT INTO walks (site, section, begun_at) VALUES (?, ?, ?)
                ON CONFLICT (site, section) DO UPDATE SET begun_at = excluded.begun_at, ended_at = NULL""",
                (self.site, section, utc_text(begun_at)),
            )
        return row is not None and row["ended_at"] is not None

    def end_walk(self, section: str, ended_at: datetime) -> None:
        """Note that the walk met known ground or the list's end, and that all it met is written down."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE walks SET ended_at = ? WHERE site = ? AND section = ?",
                (utc_text(ended_at), self.site, section),
            )

    def expected(self, url: str) -> Expected:
        """Return what should be found at *url*, as far as it was read or listed before."""
        article = find_article(self._connection, [url])
        known = (
            article
            and self._connection.execute("SELECT title, body_text FROM articles WHERE id = ?", (article,)).fetchone()
        )
        listed = self._connection.execute(
            "SELECT title FROM listings WHERE site = ? AND url = ?", (self.site, canonical_address(url))
        ).fetchone()
        titles = (known and known["title"], listed and listed["title"])
        return Expected(tuple(title for title in titles if title), known["body_text"] if known else None)

    def template_of(self, url: str) -> tuple[int, ...]:
        """Return the signature of the template that the article at *url* had last; empty where none is known."""
        article = find_article(self._connection, [url])
        if article is None:
            return ()
        row = self._connection.execute("SELECT look FROM articles WHERE id = ?", (article,)).fetchone()
        return tuple(json.loads(row["look"])) if row and row["look"] else ()

    def has_vanished(self, url: str) -> bool:
        """Tell whether the article at *url* is believed to have vanished."""
        article = find_article(self._connection, [url])
        row = self._connection.execute("SELECT status FROM articles WHERE id = ?", (article,)).fetchone()
        return row is not None and row["status"] in VANISHED

    def listed_in(self, section: str) -> list[ListedArticle]:
        """Return the articles that *section* named before and that are believed to be there, each as named last."""
        rows = self._connection.execute(
            """SELECT articles.id, listings.url, max(listings.last_seen),
                CASE WHEN date_basis IN ('published', 'listed', 'url') THEN sort_date END AS day
            FROM listings JOIN article_urls ON article_urls.url = listings.url
            JOIN articles ON articles.id = article_urls.article
            WHERE listings.site = ? AND listings.section = ? AND articles.status = 'live' GROUP BY articles.id""",
            (self.site, section),
        ).fetchall()
        return [ListedArticle(article=row["id"], url=row["url"], day=row["day"]) for row in rows]

    def addresses_of(self, article: int) -> list[str]:
        """Return every address of *article*."""
        rows = self._connection.execute("SELECT url FROM article_urls WHERE article = ?", (article,))
        return [row["url"] for row in rows]

    def count_addresses(self, url: str) -> int:
        """Return how many addresses the article at *url* has; 0 where none is stored."""
        article = find_article(self._connection, [url])
        return 0 if article is None else len(self.addresses_of(article))

    def other_addresses(self, url: str) -> list[str]:
        """Return the addresses under which lists name the article at *url* beside this one, the newest first."""
        rows = self._connection.execute(
            """SELECT article_urls.url FROM article_urls JOIN listings ON listings.url = article_urls.url
            WHERE article = ? AND listings.site = ? AND key != ? ORDER BY last_seen DESC, article_urls.url""",
            (find_article(self._connection, [url]), self.site, address_key(url)),
        )
        return [row["url"] for row in rows]

    def listing(self, url: str) -> tuple[str | None, str | None] | None:
        """Return (title, date in the list's words) under which *url* was listed before, or None."""
        row = self._connection.execute(
            "SELECT title, date_raw FROM listings WHERE site = ? AND url = ?", (self.site, canonical_address(url))
        ).fetchone()
        return (row["title"], row["date_raw"]) if row else None

    def controls(self, each: int, most: int) -> list[tuple[str, str | None]]:
        """Return (address, section) of articles that should be there, to be asked when others seem to have vanished.

        So many for *each* that is in doubt, at the most *most*.
        """
        (doubts,) = self._connection.execute(
            "SELECT count(*) FROM articles WHERE site = ? AND pending_status IN ('gone', 'soft_gone')", (self.site,)
        ).fetchone()
        rows = self._connection.execute(
            """SELECT url, section FROM articles WHERE site = ? AND status = 'live' AND pending_status IS NULL
            ORDER BY last_seen DESC, id DESC LIMIT ?""",
            (self.site, min(most, each * doubts)),
        )
        return [(row["url"], row["section"]) for row in rows]

    def newest(self, limit: int) -> list[tuple[str, str | None]]:
        """Return (address, section) of the newest articles that can be read, to compare others with."""
        rows = self._connection.execute(
            """SELECT url, section FROM articles WHERE site = ? AND status = 'live' AND pending_status IS NULL
            ORDER BY sort_date DESC, id DESC LIMIT ?""",
            (self.site, limit),
        )
        return [(row["url"], row["section"]) for row in rows]

    def is_known(self, url: str) -> bool:
        """Return whether *url*, under any spelling, is a stored article of the site."""
        return is_known(self._connection, self.site, url)

    def was_listed(self, url: str, begun_at: datetime, run: int) -> bool:
        """Return whether a list named *url* in a run before *run*, which began at *begun_at*.

        Either sign is enough: the run that saw it last is overwritten by this one, and a clock may have jumped.
        """
        row = self._connection.execute(
            "SELECT first_seen < ? OR run != ? FROM listings WHERE site = ? AND url = ?",
            (utc_text(begun_at), run, self.site, canonical_address(url)),
        ).fetchone()
        return row is not None and bool(row[0])

    def listed_row(self, url: str) -> ListItem:
        """Return what the site's lists say of *url*."""
        return listed_row(self._connection, self.site, url)

    def unread(self, now: datetime, limit: int) -> list[tuple[str, str | None]]:
        """Return (address, section) of articles that lists named of late but that were never stored."""
        rows = self._connection.execute(
            """SELECT url, section FROM listings
            WHERE site = :site AND last_seen >= :since AND url NOT IN (SELECT url FROM article_urls)
            AND coalesce(section, '') NOT IN (SELECT id FROM lists WHERE site = :site AND state = 'refused')
            AND (SELECT count(*) FROM captures WHERE captures.url = listings.url AND status IN (404, 410)) < :most
            ORDER BY last_seen DESC""",
            {"site": self.site, "since": utc_text(now - RETRY_PERIOD), "most": MOST_GONE},
        ).fetchall()
        return [(row["url"], row["section"]) for row in rows if not self.is_known(row["url"])][:limit]

    def unread_reason(self, sha256: str, software: str) -> str | None:
        """Return why *software*, this very version, could not read the payload of that digest; None where it could."""
        row = self._connection.execute(
            """SELECT reason FROM unread_captures CROSS JOIN captures ON captures.id = capture
            WHERE captures.sha256 = ? AND software = ?""",
            (sha256, software),
        ).fetchone()
        return row["reason"] if row else None

    def unread_captures(self, software: str) -> list[tuple[int, str]]:
        """Return (id, address asked for) of articles and files that the last run kept but, being killed, never read.

        What *software*, this very version, could not read before is left out.
        """
        rows = self._connection.execute(
            """SELECT id, url, requested_url, article FROM captures
            WHERE status = 200 AND (kind = 'article' AND article IS NULL OR kind = 'attachment' AND article IS NOT NULL
                AND id NOT IN (SELECT capture FROM attachments WHERE capture IS NOT NULL)) AND run = (
                SELECT id FROM runs WHERE site = ? AND finished_at IS NOT NULL AND state != 'imported'
                 ORDER BY id DESC LIMIT 1)
            AND (SELECT state FROM runs WHERE id = captures.run) = 'interrupted'
            AND id NOT IN (SELECT capture FROM unread_captures WHERE software = ?) ORDER BY id""",
            (self.site, software),
        ).fetchall()
        return [(row["id"], row["requested_url"]) for row in rows if row["article"] or not self.is_known(row["url"])]

    def unfetched_files(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """Return (address, address of the article) of files that articles offer but that never came."""
        rows = self._connection.execute(
            """SELECT attachments.url, articles.url AS article_url FROM attachments
            JOIN articles ON articles.id = attachments.article
            WHERE articles.site = ? AND attachments.first_seen >= ? AND attachments.status <> 'too_large'
            AND NOT EXISTS (
                SELECT 1 FROM captures WHERE captures.url = attachments.url)
            ORDER BY attachments.id LIMIT ?""",
            (self.site, utc_text(now - RETRY_PERIOD), limit),
        ).fetchall()
        return [(row["url"], row["article_url"]) for row in rows]

    def is_too_large(self, url: str, limit: int) -> bool:
        """Return whether a file never came since it is larger than *limit* bytes."""
        known = "SELECT 1 FROM attachments WHERE url = ? AND status = 'too_large' AND note = ? AND sha256 IS NULL"
        return self._connection.execute(known, (url, too_large_note(limit))).fetchone() is not None

    def kept_robots(self, url: str, since: datetime) -> int | None:
        """Return the newest capture of the robots.txt at *url* if it came after *since* and says what is allowed.

        A missing one does; one that was refused, redirected or broken does not.
        """
        row = self._connection.execute(
            """SELECT id, status FROM captures WHERE site = ? AND fetched_at > ? AND kind = 'robots'
            AND requested_url = ? ORDER BY fetched_at DESC, id DESC LIMIT 1""",
            (self.site, utc_text(since), url),
        ).fetchone()
        return int(row["id"]) if row is not None and row["status"] in {200, 404, 410} else None

    def holds(self, url: str) -> bool:
        """Return whether *url* was fetched, or its host said that nothing is to be had there."""
        row = self._connection.execute("SELECT 1 FROM captures WHERE url = ? AND status < 500", (url,)).fetchone()
        return row is not None

    def offers(self, url: str) -> tuple[list[str], str | None]:
        """Return the files and the view counter that the stored article at *url* offers."""
        article = find_article(self._connection, [url])
        if article is None:
            return [], None
        files = [attachment.url for attachment in current_attachments(self._connection, article)]
        row = self._connection.execute("SELECT views_endpoint FROM articles WHERE id = ?", (article,)).fetchone()
        return files, row["views_endpoint"]

    def validators(self, url: str, now: datetime) -> Validators:
        """Return what may be sent with a request for *url* to ask whether it has changed."""
        return validators_of(self._connection, self.site, url, now=now)
