"""What an archive believes of a tale's office without ground, and what it failed to notice; ``python -m`` prints it."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.beliefs.days import ident, tales
from tests.beliefs.office import START
from tests.beliefs.tale import DAYS, Tale
from tests.truth import rows

UNSEEN = ("live", "blocked", "unreachable")


def day_of(moment: str) -> int:
    return (date.fromisoformat(moment[:10]) - START).days


def faults(archive: Path, site: str, tale: Tale) -> list[str]:
    """Return what is wrong, each in words."""
    office = tale.office(site)
    office.day = DAYS - 1
    numbers = {row["id"]: _number(row["title"] or row["url"]) for row in _of(archive, "articles", site)}
    due = {one.number for one in office.pieces if office.is_up(one)}
    return [
        *_rows(list(numbers.values()), due, tale),
        *_versions(archive, site, tale, numbers),
        *_statuses(archive, site, tale, numbers),
        *_alarms(archive, site, tale),
    ]


def _of(archive: Path, table: str, site: str) -> list[Any]:
    return list(rows(archive, f"SELECT * FROM {table} WHERE site = ?", site))


def _number(text: str) -> int:
    """Return the number of an article, which stands at the end of its title."""
    digits = text.rpartition(" kỳ ")[2].partition(" ")[0]
    return int(digits) if digits.isdigit() else 0


def _rows(found: list[int], due: set[int], tale: Tale) -> Iterator[str]:
    if 0 in found:
        yield f"{found.count(0)} rows are no articles"
    twice = sorted({one for one in found if one and found.count(one) > 1})
    if twice and not tale.is_twice:
        yield f"two rows for {twice}"
    if lost := sorted(due - set(found) - tale.unread):
        yield f"not found: {lost}"


def _versions(archive: Path, site: str, tale: Tale, numbers: dict[int, int]) -> Iterator[str]:
    told = rows(
        archive,
        """SELECT article, seen_at, change_summary FROM versions JOIN articles ON articles.id = article
        WHERE site = ? AND number > 1 ORDER BY versions.id""",
        site,
    )
    noticed: dict[int, list[int]] = {}
    for row in told:
        number, day = numbers[row["article"]], day_of(row["seen_at"])
        first, last = tale.edits.get(number, (DAYS, -1))
        if not first <= day <= last or number in noticed:
            yield f"false version of {number} on day {day}: {row['change_summary'][:90]}"
        noticed.setdefault(number, []).append(day)
    for number, (first, last) in tale.edits.items():
        if number not in noticed:
            yield f"edit of {number} on day {first} not noticed by day {last}"


def _statuses(archive: Path, site: str, tale: Tale, numbers: dict[int, int]) -> Iterator[str]:
    told = rows(
        archive,
        f"""SELECT article, h.status, since FROM status_history h JOIN articles ON articles.id = article
        WHERE site = ? AND h.status NOT IN {UNSEEN} ORDER BY h.id""",
        site,
    )
    noticed = set()
    for row in told:
        number, day = numbers[row["article"]], day_of(row["since"])
        status, first, last = tale.removals.get(number, ("", DAYS, -1))
        if row["status"] not in status.split() or not first <= day <= last:
            yield f"false {row['status']} of {number} since day {day}"
        noticed.add(number)
    for number, (status, first, last) in tale.removals.items():
        if number not in noticed:
            yield f"{number} is {status} since day {first}, not noticed by day {last}"


def _alarms(archive: Path, site: str, tale: Tale) -> Iterator[str]:
    runs = {day_of(row["started_at"]): row for row in _of(archive, "runs", site)}
    for day in range(DAYS):
        if day not in runs:
            yield f"no run on day {day}"
        elif runs[day]["state"] != "ok" and day not in tale.alarms:
            yield f"alarm on day {day}: {runs[day]['state']}: {runs[day]['note'][:110]}"
    if tale.must_alarm and all(runs[day]["state"] == "ok" for day in tale.alarms if day in runs):
        yield f"no alarm on days {sorted(tale.alarms)}"


def main(group: str, archive: Path) -> None:
    wrong = 0
    for number, (name, tale) in enumerate(tales(group).items()):
        for sentence in faults(archive, ident(number), tale):
            print(f"{ident(number)} {name}: {sentence}")
            wrong += 1
    print(f"{wrong} faults of {len(tales(group))} tales")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
