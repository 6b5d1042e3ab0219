"""Which earlier capture holds the payload that a revisit leaves out: its digest decides, where there is one."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.times import utc_text
from crawler.archive.importing.found import FoundRecord
from crawler.archive.warc.captures import place_of
from crawler.archive.warc.payloads import holds_payload, same_digest
from crawler.archive.warc.reader import read_block

MAX_SAME = 20
"""Captures of one address and moment that are looked at."""
MISSING = "the record that holds its payload is not in the archive yet."
CONTRADICTED = "its digest is another than that of the record which it says that it repeats."
NO_HEAD = "it leaves out the head of the answer that it repeats, which was an error or a redirect."
BY_PROVENANCE = "captures.id IN (SELECT capture FROM imported_captures WHERE {} = ?)"


def names_of(found: FoundRecord) -> set[str]:
    """Return by what a revisit may name a record."""
    place = f"{found.url} {utc_text(found.fetched_at)}"
    return {name for name in (found.record_id, place, found.payload_digest) if name}


class Originals:
    """The captures of an archive, and those that a dry run would have filed, as what revisits may repeat."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, to_disk: Callable[[], None]) -> None:
        """Search the archive; *to_disk* writes what was copied into *folder* and is not there yet."""
        self._connection = connection
        self._folder = folder
        self._to_disk = to_disk
        self._pretended: defaultdict[str, list[str | None]] = defaultdict(list)

    def pretend(self, found: FoundRecord) -> None:
        """Remember a record that a dry run would have filed."""
        for name in names_of(found):
            self._pretended[name].append(found.payload_digest)

    def find(self, found: FoundRecord) -> sqlite3.Row | str:
        """Return the capture with the payload of the revisit *found*, or why there is none."""
        original = self._search(found)
        if isinstance(original, str):
            return original
        is_cut = not found.headers and found.status == HTTPStatus.OK
        return NO_HEAD if is_cut and original["status"] != HTTPStatus.OK else original

    def why_not(self, found: FoundRecord) -> str | None:
        """Return why there is no capture with the payload of the revisit *found*, those of a dry run counted in."""
        original = self.find(found)
        if not isinstance(original, str):
            return None
        digests = [one for name in _named_by(found) for one in self._pretended.get(name, ())]
        verdicts = [_agree(one, found.payload_digest) for one in digests]
        if any(verdict is not False for verdict in verdicts):
            return None
        return CONTRADICTED if verdicts else original

    def _search(self, found: FoundRecord) -> sqlite3.Row | str:
        doubtful: list[sqlite3.Row] = []
        why = MISSING
        for row in self._candidates(found):
            verdict = _agree(row["payload_digest"], found.payload_digest)
            if verdict:
                return row
            if verdict is None:
                doubtful.append(row)
            else:
                why = CONTRADICTED
        unreadable = None
        for row in doubtful:
            verdict = self._holds(row, found.payload_digest or "")
            if verdict:
                return row
            if verdict is None:
                unreadable = unreadable or row
            else:
                why = CONTRADICTED
        return unreadable or why

    def _candidates(self, found: FoundRecord) -> Iterator[sqlite3.Row]:
        if found.origin is None:
            return
        searches: list[tuple[str, tuple[str, ...]]] = []
        if found.origin.url and found.origin.date:
            searches.append(("url = ? AND fetched_at = ?", (found.origin.url, utc_text(found.origin.date))))
        if found.origin.record_id:
            searches.append((BY_PROVENANCE.format("record_id"), (found.origin.record_id,)))
        if found.payload_digest:
            searches.append((BY_PROVENANCE.format("payload_digest"), (found.payload_digest,)))
        for where, values in searches:
            yield from self._connection.execute(
                f"""SELECT captures.*, payload_digest FROM captures
                LEFT JOIN imported_captures ON capture = captures.id
                WHERE {where} ORDER BY refers_to IS NOT NULL, captures.id LIMIT {MAX_SAME}""",
                values,
            ).fetchall()

    def _holds(self, row: sqlite3.Row, digest: str) -> bool | None:
        """Return what the evidence of a capture says; None where it says nothing."""
        self._to_disk()
        if row["refers_to"] is not None:
            row = self._connection.execute("SELECT * FROM captures WHERE id = ?", (row["refers_to"],)).fetchone()
        try:
            return holds_payload(read_block(self._folder, place_of(row)), digest)
        except ArchiveError:  # `verify` names it
            return None


def _named_by(found: FoundRecord) -> list[str]:
    """Return by what the revisit *found* names the record that it repeats."""
    origin = found.origin
    place = f"{origin.url} {utc_text(origin.date)}" if origin and origin.url and origin.date else None
    return [name for name in (place, origin.record_id if origin else None, found.payload_digest) if name]


def _agree(digest: str | None, wanted: str | None) -> bool | None:
    """Return whether a record's payload digest is the wanted one; a revisit without one is believed."""
    if wanted is None:
        return True
    return None if digest is None else same_digest(digest, wanted)


def repeats(found: FoundRecord, names: set[str]) -> bool:
    """Return whether the revisit *found* names one of *names*."""
    return found.origin is not None and not names.isdisjoint(_named_by(found))
