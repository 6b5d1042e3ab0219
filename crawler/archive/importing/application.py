"""Taking a derivation over into the archive: articles keep their numbers, and everything cited is still found."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from crawler.archive.articles import same_text, search_index
from crawler.archive.articles.identity import add_aliases, find_article
from crawler.archive.articles.merging import Proof, merge
from crawler.archive.db.database import transaction
from crawler.archive.frontier.listings import copy_listings
from crawler.archive.importing.derivation import Derived
from crawler.archive.rebuild.states import (
    Row,
    insert_article,
    insert_row,
    keep_unproven,
    state_of,
    update_rows,
    write_state,
)
from crawler.normalise.addresses import address_key
from crawler.site import Site

LIFE = ("status", "status_since", "first_seen", "last_seen", "pending_status", "pending_since")
PLAN = ("visited_at", "next_visit_at", "visit_interval")


@dataclass
class Applied:
    """What a derivation did to the archive's articles."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def apply_derived(connection: sqlite3.Connection, derived: Derived, site: str, *, software: str) -> Applied:
    """Write into the archive what *derived* says of the articles of *site*, in one transaction."""
    applied = Applied()
    application = _Application(connection, derived, software)
    with transaction(connection):
        copy_listings(derived.private, connection, site)
        copies = [row["id"] for row in derived.private.execute("SELECT id FROM articles ORDER BY id").fetchall()]
        articles = {}
        for copied in copies:
            article = application.take_over(copied, applied)
            if article is not None:
                articles[copied] = article
        for copied, article in articles.items():
            application.finish(copied, article, articles)
        connection.executemany(
            "UPDATE captures SET kind = 'list' WHERE id = ? AND article IS NULL",
            [(capture,) for capture in derived.no_articles],
        )
        connection.execute(
            """UPDATE imported_captures SET is_derived = 1
            WHERE NOT is_derived AND capture IN (SELECT id FROM captures WHERE site = ?)""",
            (site,),
        )
    return applied


def look_again(connection: sqlite3.Connection, site: Site) -> None:
    """Let the imported pages of *site* that were no articles be looked at again, where its addresses do not tell.

    What was brought in since may say that they stand in an article's place.
    """
    if site.article_url:
        return
    with transaction(connection):
        rows = connection.execute(
            """SELECT id, url FROM captures JOIN imported_captures ON capture = id
            WHERE site = ? AND kind = 'list' AND article IS NULL""",
            (site.id,),
        ).fetchall()
        home = address_key(site.home)
        connection.executemany(
            "UPDATE captures SET kind = 'article' WHERE id = ?",
            [(row["id"],) for row in rows if address_key(row["url"]) != home],
        )


class _Application:
    def __init__(self, connection: sqlite3.Connection, derived: Derived, software: str) -> None:
        self._live = connection
        self._private = derived.private
        self._untouchable = derived.untouchable
        self._software = software

    def take_over(self, copied: int, applied: Applied) -> int | None:
        """Write article *copied* of the private database; return its number in the archive, None where it stays."""
        known = self._known(copied)
        if self._untouchable.intersection(known):
            return None
        if not known:
            applied.new += 1
            return insert_article(self._live, self._private, copied)
        article = self._joined(known, copied)
        if self._overwrite(article, copied):
            applied.changed += 1
        else:
            applied.unchanged += 1
        return article

    def _known(self, copied: int) -> list[int]:
        """Return the articles of the archive that *copied* is, the one that has its address first."""
        urls = [row["url"] for row in self._own_first(copied)]
        found = [find_article(self._live, [url]) for url in urls]
        return list(dict.fromkeys(one for one in found if one is not None))

    def _own_first(self, copied: int) -> Iterable[sqlite3.Row]:
        return self._private.execute(
            """SELECT article_urls.url, first_seen FROM article_urls WHERE article = :id
            ORDER BY url = (SELECT url FROM articles WHERE id = :id) DESC, first_seen""",
            {"id": copied},
        ).fetchall()

    def _joined(self, known: list[int], copied: int) -> int:
        """Return the one article of *known*; what more evidence has shown to be one is made one."""
        kept, *others = known
        for other in others:
            row = self._private.execute(
                "SELECT proof, merged_at FROM merged_articles WHERE article = ? ORDER BY id LIMIT 1", (copied,)
            ).fetchone()
            if row is None:  # an alias that two articles share proves nothing
                continue
            kept = merge(self._live, other, kept, proof=cast(Proof, row["proof"]), merged_at=row["merged_at"])
        return kept

    def _overwrite(self, article: int, copied: int) -> bool:
        """Write what differs; return whether anything did."""
        before = state_of(self._live, article)
        after = keep_unproven(before, state_of(self._private, copied))
        is_changed = before != after
        if is_changed:
            search_index.remove(self._live, article)
            write_state(self._live, article, before, after, self._software)
            search_index.add(self._live, article)
            same_text.link(self._live, article, after.fields["body_text"])
        return self._overwrite_life(article, copied) or is_changed

    def _overwrite_life(self, article: int, copied: int) -> bool:
        """Write when and how the article was seen: statuses, first and last sight, its next visit, its address."""
        old, new = _article(self._live, article), _article(self._private, copied)
        life: Row = {name: new[name] for name in LIFE}
        life["last_seen"] = max(old["last_seen"], new["last_seen"])
        if (new["visited_at"] or "") > (old["visited_at"] or ""):
            life |= {name: new[name] for name in PLAN}
        if new["url"] != old["url"] and not self._is_taken(new["url"], article):
            life["url"] = new["url"]
        changed = {name: value for name, value in life.items() if old[name] != value}
        if changed:
            update_rows(self._live, "articles", changed, "id = ?", article)
        return self._overwrite_history(article, copied) or bool(changed)

    def _is_taken(self, url: str, article: int) -> bool:
        row = self._live.execute("SELECT 1 FROM articles WHERE url = ? AND id != ?", (url, article)).fetchone()
        return row is not None

    def _overwrite_history(self, article: int, copied: int) -> bool:
        sql = "SELECT status, since, until FROM status_history WHERE article = ? ORDER BY since, id"
        old = [tuple(row) for row in self._live.execute(sql, (article,)).fetchall()]
        new = [tuple(row) for row in self._private.execute(sql, (copied,)).fetchall()]
        if old == new:
            return False
        self._live.execute("DELETE FROM status_history WHERE article = ?", (article,))
        for status, since, until in new:
            row: Row = {"article": article, "status": status, "since": since, "until": until}
            insert_row(self._live, "status_history", row)
        return True

    def finish(self, copied: int, article: int, articles: dict[int, int]) -> None:
        """Write what points from one article to another, or to it: captures, aliases, where it has moved."""
        captures = self._private.execute("SELECT id FROM captures WHERE article = ?", (copied,)).fetchall()
        self._live.executemany(
            "UPDATE captures SET article = ? WHERE id = ? AND article IS NOT ?",
            [(article, row["id"], article) for row in captures],
        )
        for row in self._own_first(copied):
            add_aliases(self._live, article, [row["url"]], row["first_seen"])
            self._live.execute(
                "UPDATE article_urls SET first_seen = min(first_seen, ?) WHERE url = ? AND article = ?",
                (row["first_seen"], row["url"], article),
            )
        moved_to = articles.get(_article(self._private, copied)["moved_to"] or 0)
        self._live.execute(
            "UPDATE articles SET moved_to = ? WHERE id = ? AND moved_to IS NOT ?", (moved_to, article, moved_to)
        )


def _article(connection: sqlite3.Connection, article: int) -> dict[str, Any]:
    return dict(connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone())
