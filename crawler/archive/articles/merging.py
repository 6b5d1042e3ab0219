"""Two rows that are proven to be one article become one row, with the history that one row would have had.

The row that was seen first keeps its number; the other's number stays known in `merged_articles`, and the numbers that
versions were cited by in `former_versions`.  Captures are evidence and only change whom they belong to.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Literal

from crawler.archive.articles import same_text, search_index
from crawler.archive.articles.changes import as_json, find_changes, summary
from crawler.archive.articles.files.attachments import ListedFile
from crawler.archive.articles.rereading import edits_among
from crawler.archive.articles.statuses import Interval, join_histories, without_last
from crawler.archive.articles.versions import KEPT, changed_fields, remember_number
from crawler.archive.db.numbers import new_id
from crawler.normalise.addresses import address_key
from crawler.pages.signals.fingerprint import is_other_template

Proof = Literal["redirect", "gone", "address"]
"""``redirect``: the old address leads to the new one for good.  ``gone``: it vanished before the same text came up.
``address``: two offices' shards have it under one address."""

Row = dict[str, Any]

OWN = frozenset(
    {"id", "site", "section", "url", "status", "status_since", "first_seen", "last_seen", "version", "moved_to"}
    | {"views", "views_observed_at", "changed_at", "visited_at", "next_visit_at", "visit_interval"}
    | {"pending_status", "pending_since", "pending_run"}
)
"""Columns of an article that are not read out of its page."""
PLANNED = ("visited_at", "next_visit_at", "visit_interval", "pending_status", "pending_since", "pending_run")


def merge(
    connection: sqlite3.Connection, old: int, new: int, *, proof: Proof, merged_at: str, never_away: bool = False
) -> int:
    """Make one article of *old* and *new*, found at the address of *new* from now on; return its id.

    With *never_away* the last that was believed of *old*, that it has vanished, was its move.  To be called within a
    transaction.
    """
    rows = {one: _article(connection, one) for one in (old, new)}
    kept, merged = sorted((old, new), key=lambda one: (rows[one]["first_seen"], one))
    for one in (kept, merged):
        search_index.remove(connection, one)
        same_text.unlink(connection, one)
    looks = (json.loads(rows[one]["look"] or "[]") for one in (old, new))
    versions = _join_versions(connection, kept, merged, merged_at, other_template=is_other_template(*looks))
    _join_statuses(connection, kept, merged, rows, stays=old if never_away else None)
    _join_files(connection, kept, merged)
    _join_picture_texts(connection, kept, merged)
    _join_counts(connection, kept, merged)
    for table in ("captures", "article_urls"):
        connection.execute(f"UPDATE {table} SET article = ? WHERE article = ?", (kept, merged))
    connection.execute("UPDATE articles SET moved_to = ? WHERE moved_to = ?", (kept, merged))
    connection.execute("UPDATE merged_articles SET article = ? WHERE article = ?", (kept, merged))
    connection.execute("DELETE FROM articles WHERE id = ?", (merged,))
    connection.execute(
        "INSERT INTO merged_articles (id, article, url, merged_at, proof) VALUES (?, ?, ?, ?, ?)",
        (merged, kept, rows[merged]["url"], merged_at, proof),
    )
    _update_article(connection, kept, rows, new=new, versions=versions)
    search_index.add(connection, kept)
    same_text.link(connection, kept, _article(connection, kept)["body_text"])
    return kept


def _article(connection: sqlite3.Connection, article: int) -> Row:
    return dict(connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone())


def _update_article(
    connection: sqlite3.Connection, kept: int, rows: dict[int, Row], *, new: int, versions: Sequence[Row]
) -> None:
    """Write what the one row says: its page as read for the newest version, where *new* is, seen since both were."""
    newest = versions[-1]
    first_seen = min(row["first_seen"] for row in rows.values())
    read = {name: value for name, value in rows[newest["article"]].items() if name not in OWN}
    if read["date_basis"] == "first_seen":
        read["sort_date"] = first_seen[:10]
    counted = max(rows.values(), key=lambda row: (row["views_observed_at"] or "", row["first_seen"]))
    fields = read | {
        "url": rows[new]["url"],
        "version": len(versions),
        "changed_at": newest["seen_at"] if len(versions) > 1 else None,
        "views": counted["views"],
        "views_observed_at": counted["views_observed_at"],
        "first_seen": first_seen,
        "last_seen": max(row["last_seen"] for row in rows.values()),
        "moved_to": None,
        **{name: rows[new][name] for name in PLANNED},
    }
    settings = ", ".join(f"{name} = ?" for name in fields)
    connection.execute(f"UPDATE articles SET {settings} WHERE id = ?", (*fields.values(), kept))


# Versions


def _join_versions(
    connection: sqlite3.Connection, kept: int, merged: int, merged_at: str, *, other_template: bool
) -> list[Row]:
    """Put the versions of both into one series; return those that stay, as they were (whose, under which number).

    With *other_template* the old and the new address were read from pages of different templates.
    """
    found = connection.execute(
        "SELECT * FROM versions WHERE article IN (?, ?) ORDER BY seen_at, capture, id", (kept, merged)
    )
    everything = [dict(row) for row in found.fetchall()]
    series: list[Row] = []
    for version in everything:
        if series and _means_the_same(series[-1], version, other_template=other_template):
            _take_digests(series[-1], version)
            connection.execute("DELETE FROM versions WHERE id = ?", (version["id"],))
        else:
            series.append(version)
    # Out of the way, so that no two have one number meanwhile.
    connection.execute("UPDATE versions SET number = -id WHERE article IN (?, ?)", (kept, merged))
    numbers = {version["id"]: number for number, version in enumerate(series, start=1)}
    for version in everything:
        if version["article"] == merged or numbers.get(version["id"]) != version["number"]:
            remember_number(connection, version["article"], version["number"], version["capture"], merged_at)
    seams = {
        version["id"]: before
        for before, version in pairwise(series)
        if before["article"] != version["article"] or before["number"] != version["number"] - 1
    }
    for version in series:
        told = {"article": kept, "number": numbers[version["id"]], "attachments": version["attachments"]}
        if version["id"] in seams:
            told |= _difference(seams[version["id"]], version)
        settings = ", ".join(f"{name} = ?" for name in told)
        connection.execute(f"UPDATE versions SET {settings} WHERE id = ?", (*told.values(), version["id"]))
    return series


def _means_the_same(before: Row, after: Row, *, other_template: bool) -> bool:
    """Tell whether the office changed nothing between two versions; at a seam the template may be another one."""
    files = (_files(before), _files(after))
    fields = changed_fields(before, after, attachments_changed=False)
    changes = find_changes(
        {name: before[name] for name in KEPT}, {name: after[name] for name in KEPT}, fields, files=files
    )
    is_seam = before["article"] != after["article"]
    return not edits_among(changes, other_template=other_template and is_seam)


def _files(version: Row) -> list[ListedFile]:
    files: list[ListedFile] = json.loads(version["attachments"])
    return files


def _take_digests(version: Row, same: Row) -> None:
    """Note in *version* the digests of files that were fetched only under the other address."""
    known = {file["url"]: file["sha256"] for file in _files(same)}
    files = _files(version)
    for file in files:
        file["sha256"] = file["sha256"] or known.get(file["url"])
    version["attachments"] = json.dumps(files, ensure_ascii=False)


def _difference(before: Row, after: Row) -> Row:
    """Return the columns that say how *after* differs from the version that now comes before it."""
    files = (_files(before), _files(after))
    fields = changed_fields(before, after, attachments_changed=_listing(files[0]) != _listing(files[1]))
    changes = find_changes(
        {name: before[name] for name in KEPT}, {name: after[name] for name in KEPT}, fields, files=files
    )
    if not fields and changes:
        fields = ["attachments"]  # the same files by name and address, one with another content
    return {
        "changed_fields": json.dumps(fields, ensure_ascii=False),
        "change_summary": summary(changes),
        "changes": as_json(changes),
    }


def _listing(files: Iterable[ListedFile]) -> list[tuple[str, str]]:
    return sorted((address_key(file["url"]), file["name"]) for file in files)


# What hangs on an article beside its versions


def _join_statuses(
    connection: sqlite3.Connection, kept: int, merged: int, rows: dict[int, Row], *, stays: int | None
) -> None:
    """Write one history of both; *stays* is the one whose vanishing was none."""
    histories = []
    for one in (kept, merged):
        found = connection.execute(
            "SELECT status, since, until FROM status_history WHERE article = ? ORDER BY since, id", (one,)
        )
        intervals = [Interval(*row) for row in found.fetchall()]
        histories.append(intervals if one != stays else without_last(intervals))
    runs = connection.execute("SELECT started_at FROM runs WHERE site = ? ORDER BY started_at", (rows[kept]["site"],))
    joined = join_histories(*histories, runs=[row["started_at"] for row in runs.fetchall()])
    connection.execute("DELETE FROM status_history WHERE article IN (?, ?)", (kept, merged))
    connection.executemany(
        "INSERT INTO status_history (id, article, status, since, until) "
        f"VALUES ({new_id('status_history')}, ?, ?, ?, ?)",
        [(kept, one.status, one.since, one.until) for one in joined],
    )
    connection.execute(
        "UPDATE articles SET status = ?, status_since = ? WHERE id = ?", (joined[-1].status, joined[-1].since, kept)
    )


def _join_files(connection: sqlite3.Connection, kept: int, merged: int) -> None:
    """Move the files over; of one that both offer, what was fetched last stays."""
    for row in connection.execute("SELECT * FROM attachments WHERE article = ? ORDER BY id", (merged,)).fetchall():
        other = connection.execute(
            "SELECT * FROM attachments WHERE article = ? AND url = ?", (kept, row["url"])
        ).fetchone()
        if other is None:
            connection.execute("UPDATE attachments SET article = ? WHERE id = ?", (kept, row["id"]))
            continue
        newest = max((other, row), key=lambda one: (one["capture"] or 0, one["last_seen"]))
        told = {name: value for name, value in dict(newest).items() if name not in {"id", "article"}} | {
            "first_seen": min(row["first_seen"], other["first_seen"]),
            "last_seen": max(row["last_seen"], other["last_seen"]),
        }
        connection.execute("DELETE FROM attachments WHERE id = ?", (row["id"],))
        settings = ", ".join(f"{name} = ?" for name in told)
        connection.execute(f"UPDATE attachments SET {settings} WHERE id = ?", (*told.values(), other["id"]))


def _join_picture_texts(connection: sqlite3.Connection, kept: int, merged: int) -> None:
    connection.execute("UPDATE OR IGNORE picture_texts SET article = ? WHERE article = ?", (kept, merged))
    connection.execute("DELETE FROM picture_texts WHERE article = ?", (merged,))


def _join_counts(connection: sqlite3.Connection, kept: int, merged: int) -> None:
    # Of two counts told in the same second and way, one says all; both captures stay.
    connection.execute("UPDATE OR IGNORE view_counts SET article = ? WHERE article = ?", (kept, merged))
    connection.execute("DELETE FROM view_counts WHERE article = ?", (merged,))
