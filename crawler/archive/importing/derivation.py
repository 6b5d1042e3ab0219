"""An office's articles as its captures tell them in the order of time, whoever made them.

All captures of the office, our own and imported ones, are taken once more in the order in which they were made, by the
same calls as in a crawl, into a private database.  So an imported capture that lies between or before those that are
there makes the version, the status and the first sight that it would have made at its time.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from crawler.archive.archive import Archive
from crawler.archive.articles import statuses
from crawler.archive.articles import view_counts as views
from crawler.archive.articles.files.store_file import store_file
from crawler.archive.articles.identity import current_id, find_article
from crawler.archive.articles.moves import take_redirect, take_status
from crawler.archive.articles.store import store_visit
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.listings import copy_listings, list_again, listed_row
from crawler.archive.history.date_orders import with_learned_order
from crawler.archive.importing.order import in_order
from crawler.archive.importing.seen import Seen, see, see_listing
from crawler.archive.rebuild.states import insert_row, private_database
from crawler.items import Capture, Visit
from crawler.normalise.addresses import address_key
from crawler.site import Site

MIN_LENGTHS = {"vi": 200, "zh": 70}
"""Language → characters of text from which a page of an office whose lists are unknown may be an article."""
OBSERVED = frozenset({"delisted", "unreachable", "blocked"})
"""Statuses that no capture shows by itself: a crawl saw them, and its history is believed."""


@dataclass
class Derived:
    """What the captures of one office tell, in a private database."""

    private: sqlite3.Connection
    captures: int = 0
    faults: list[str] = field(default_factory=list)
    untouchable: set[int] = field(default_factory=set)
    """Articles of the archive of which a capture could not be read; they stay as they are."""
    no_articles: list[int] = field(default_factory=list)
    """Captures of pages that turned out to be no articles."""


@dataclass(frozen=True)
class Observation:
    """A change of status that the crawl saw without a capture."""

    moment: str
    url: str
    status: str
    only_from: str | None = None
    """The status that it ends, where it ends one."""


class Derivation:
    """Takes the captures of one office in the order of time."""

    def __init__(self, archive: Archive, site: Site, *, software: str) -> None:
        self._live = archive.connection
        self._path = archive.path
        self._warc_folder = archive.warc_folder
        self._site = site
        self._software = software
        self._derived = Derived(private_database())
        self._private = self._derived.private
        self._private.execute("CREATE TABLE offered (key TEXT PRIMARY KEY, article INTEGER)")
        self._private.execute("CREATE TABLE shown (key TEXT PRIMARY KEY, article INTEGER)")
        self._private.execute("CREATE TABLE pictures (capture INTEGER PRIMARY KEY, key TEXT)")
        self._sessions: dict[tuple[str, str], int] = {}
        self._waiting: defaultdict[str, list[int]] = defaultdict(list)
        """Key of a file's or counter's address → captures that came before a page offered it."""
        self._framed: dict[str, str] = {}
        """Key of a page shown in a frame → address of the page that frames it."""

    def run(self, progress: Callable[[int], None] = lambda _done: None) -> Derived:
        """Take every capture and return what they tell; *progress* is told how many were taken."""
        observations = _observations(self._live, self._site.id)
        self._take_lists()
        for row in self._rows():
            while observations and observations[-1].moment < row["fetched_at"]:
                self._observe(observations.pop())
            self._take(row)
            self._derived.captures += 1
            progress(1)
        while observations:
            self._observe(observations.pop())
        self._place_pictures()
        return self._derived

    def _take_lists(self) -> None:
        """Take what lists say of articles, our own and those that were brought in, before the articles themselves."""
        copy_listings(self._live, self._private, self._site.id)
        lists = self._live.execute(
            """SELECT id, run, section, fetched_at FROM captures JOIN imported_captures ON capture = id
            WHERE site = ? AND kind = 'list' AND status = 200 AND NOT is_derived ORDER BY fetched_at, id""",
            (self._site.id,),
        ).fetchall()
        for row in lists if self._site.article_url else ():
            for item in see_listing(self._path, self._site, row["id"]).rows:
                list_again(
                    self._private,
                    self._site.id,
                    item.url,
                    section=row["section"],
                    title=item.title,
                    date_raw=item.date_raw,
                    seen_at=row["fetched_at"],
                    run=row["run"],
                )

    def learned_site(self) -> Site | None:
        """Return the office with the date order that the derived dates show; None where they were read by it."""
        learned = with_learned_order(self._private, self._site)
        return learned if learned.date_order != self._site.date_order else None

    def _rows(self) -> Iterator[sqlite3.Row]:
        """Yield the office's captures in the order of time; only their keys are held at a time."""
        for capture in in_order(self._live, self._warc_folder, self._site.id):
            yield self._live.execute(
                """SELECT captures.*, imported_captures.capture IS NOT NULL AS is_imported FROM captures
                LEFT JOIN imported_captures ON imported_captures.capture = captures.id WHERE id = ?""",
                (capture,),
            ).fetchone()

    def _session(self, row: sqlite3.Row) -> int:
        """Return the number of the visit that a capture belongs to: one of our runs, or a day of somebody else's.

        A doubt must be confirmed by another visit, and a file of other people's captures may span years.
        """
        key = ("day", row["fetched_at"][:10]) if row["is_imported"] else ("run", str(row["run"]))
        number = self._sessions.get(key)
        if number is None:
            number = self._sessions[key] = len(self._sessions) + 1
            insert_row(self._private, "runs", {"id": number, "site": self._site.id, "started_at": row["fetched_at"]})
        return number

    def _take(self, row: sqlite3.Row) -> None:
        session = self._session(row)
        columns = {name: row[name] for name in row.keys() if name != "is_imported"}  # noqa: SIM118 - a Row iterates its values
        if row["kind"] in {"list", "robots"}:
            return
        insert_row(self._private, "captures", columns | {"run": session, "article": None})
        if row["kind"] == "picture":
            if row["is_imported"]:
                picture = (row["id"], address_key(row["requested_url"]))
                self._private.execute("INSERT INTO pictures VALUES (?, ?)", picture)
            return
        seen = self._see(row["id"], row["requested_url"])
        if isinstance(seen, str):
            self._derived.faults.append(f"capture {row['id']}: {seen}")
            if row["article"] is not None:
                self._derived.untouchable.add(row["article"])
            return
        take_redirect(self._private, seen.capture, row["fetched_at"], run=session)
        if seen.visit is not None:
            self._take_visit(seen.visit, row["id"], session)
        elif row["kind"] in {"attachment", "counter"}:
            self._take_part(seen, row)

    def _see(self, capture: int, url: str) -> Seen | str:
        return see(self._path, self._site, capture, listed_row(self._private, self._site.id, url))

    # Pages

    def _take_visit(self, visit: Visit, capture: int, session: int) -> None:
        visit = self._asked_by_frame(visit)
        asked = visit.capture.requested_url
        if visit.response == "elsewhere":
            self._take_status(asked, "soft_gone", visit.capture, session)
        elif visit.response != "page":
            status = "live" if visit.response == "unchanged" else visit.response
            self._take_status(asked, status, visit.capture, session)
        elif visit.document is None:
            if visit.extract is not None and visit.extract.frame_url:
                self._framed[address_key(visit.extract.frame_url)] = asked
        elif self._is_article(visit, capture):
            store_visit(self._private, visit, capture=capture, run=session, software=self._software)
            self._offer(visit, capture)
        else:
            self._derived.no_articles.append(capture)

    def _asked_by_frame(self, visit: Visit) -> Visit:
        asked = self._framed.pop(address_key(visit.capture.url), None)
        return visit if asked is None else replace(visit, capture=replace(visit.capture, requested_url=asked))

    def _take_status(self, url: str, status: str, capture: Capture, session: int) -> None:
        article = find_article(self._private, [url])
        if article is not None:
            take_status(self._private, article, status, utc_text(capture.fetched_at), asked=url, run=session)

    def _is_article(self, visit: Visit, capture: int) -> bool:
        """Return whether a page is an article; where the office's addresses do not tell, its own words must."""
        if self._site.article_url or self._is_said_to_be(capture):
            return True
        document = visit.document
        addresses = [visit.capture.url, visit.capture.requested_url]
        if document is None or find_article(self._private, addresses) is not None:
            return document is not None
        long_enough = len(document.body_text or "") >= MIN_LENGTHS[document.language]
        return bool(document.title and document.published_at) and long_enough

    def _is_said_to_be(self, capture: int) -> bool:
        row = self._live.execute(
            "SELECT imports.kind FROM imported_captures JOIN imports ON imports.id = import WHERE capture = ?",
            (capture,),
        ).fetchone()
        return row is None or row["kind"] in {"manifest", "folder"}

    # Files and counters

    def _take_part(self, seen: Seen, row: sqlite3.Row) -> None:
        article = self._article_of_part(seen.capture, row)
        if article is None:
            for url in {seen.capture.requested_url, seen.capture.url}:
                self._waiting[address_key(url)].append(row["id"])
            return
        self._private.execute("UPDATE captures SET article = ? WHERE id = ?", (article, row["id"]))
        self._store_part(seen, row["id"], article)

    def _store_part(self, seen: Seen, capture: int, article: int) -> None:
        if seen.file is not None:
            store_file(self._private, seen.file, capture=capture, article=article, software=self._software)
        elif seen.count is not None:
            views.observe(
                self._private,
                article,
                views=seen.count[0],
                raw=seen.count[1],
                method="endpoint",
                observed_at=utc_text(seen.capture.fetched_at),
                capture=None,
            )

    def _article_of_part(self, capture: Capture, row: sqlite3.Row) -> int | None:
        """Return the article that a file or count belongs to: the one it was asked for, or one that offers it."""
        if row["article"] is not None and capture.article_url:
            return find_article(self._private, [capture.article_url])
        keys = (address_key(capture.requested_url), address_key(capture.url))
        found = self._private.execute(
            "SELECT article FROM offered WHERE key IN (?, ?) ORDER BY rowid DESC LIMIT 1", keys
        ).fetchone()
        return current_id(self._private, found["article"]) if found else None

    def _offer(self, visit: Visit, capture: int) -> None:
        """Remember which files and counter a page offers, and take those that came before it."""
        if visit.document is None:
            return
        self._private.executemany(
            "INSERT OR IGNORE INTO shown SELECT ?, article FROM captures WHERE id = ?",
            [(address_key(image.url), capture) for image in visit.document.images],
        )
        offered = [attachment.url for attachment in visit.document.attachments]
        if visit.document.views_endpoint:
            offered.append(visit.document.views_endpoint)
        keys = [address_key(url) for url in offered]
        self._private.executemany(
            "INSERT OR REPLACE INTO offered SELECT ?, article FROM captures WHERE id = ?",
            [(key, capture) for key in keys],
        )
        for key in keys:
            for waiting in self._waiting.pop(key, ()):
                row = self._live.execute("SELECT * FROM captures WHERE id = ?", (waiting,)).fetchone()
                seen = self._see(waiting, row["requested_url"])
                if isinstance(seen, Seen):
                    self._take_part(seen, row)

    # Pictures

    def _place_pictures(self) -> None:
        """Give each imported picture the first article that shows it; those that none shows stay evidence of pages."""
        found = self._private.execute("SELECT capture, article FROM pictures JOIN shown USING (key)").fetchall()
        self._private.executemany(
            "UPDATE captures SET article = ? WHERE id = ?",
            [(current_id(self._private, row["article"]), row["capture"]) for row in found],
        )

    # What only a crawl can see

    def _observe(self, observation: Observation) -> None:
        article = find_article(self._private, [observation.url])
        if article is None:
            return
        status = self._private.execute("SELECT status FROM articles WHERE id = ?", (article,)).fetchone()["status"]
        if status == observation.status or observation.only_from not in (None, status):
            return
        statuses.change(self._private, article, observation.status, observation.moment)


def _observations(connection: sqlite3.Connection, site: str) -> list[Observation]:
    """Return what the office's history holds that captures do not show, the last first."""
    marks = ", ".join("?" * len(OBSERVED))
    rows = connection.execute(
        f"""SELECT url, history.status, since, until FROM status_history AS history
        JOIN articles ON articles.id = history.article WHERE site = ? AND history.status IN ({marks})""",
        (site, *sorted(OBSERVED)),
    )
    found = []
    for row in rows.fetchall():
        found.append(Observation(row["since"], row["url"], row["status"]))
        if row["until"] is not None:
            found.append(Observation(row["until"], row["url"], "live", only_from=row["status"]))
    return sorted(found, key=lambda observation: observation.moment, reverse=True)
