"""An import from its sources to the archive's articles: file everything, then derive each office once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from crawler.archive.archive import Archive
from crawler.archive.history.date_orders import with_learned_order
from crawler.archive.importing.application import Applied, apply_derived, look_again
from crawler.archive.importing.derivation import Derivation, Derived
from crawler.archive.importing.offices import Offices
from crawler.site import Site


@dataclass
class OfficeReport:
    """What an import made of one office."""

    site: str
    captures: int
    applied: Applied
    faults: list[str] = field(default_factory=list)
    no_articles: int = 0
    """Pages without a headline, a day or a text long enough, of an office whose addresses tell nothing."""


def offices_waiting(archive: Archive) -> list[str]:
    """Return the offices with captures that were imported, but that articles were not derived from yet."""
    rows = archive.connection.execute(
        """SELECT DISTINCT site FROM imported_captures JOIN captures ON captures.id = capture
        WHERE NOT is_derived ORDER BY site"""
    )
    return [row["site"] for row in rows.fetchall()]


def derive_offices(
    archive: Archive, offices: Offices, *, software: str, progress: Callable[[int], None] = lambda _done: None
) -> list[OfficeReport]:
    """Derive the articles of every office that waits for it; return what changed."""
    return [
        derive_office(archive, offices.sites[name], software=software, progress=progress)
        for name in offices_waiting(archive)
    ]


def derive_office(
    archive: Archive, site: Site, *, software: str, progress: Callable[[int], None] = lambda _done: None
) -> OfficeReport:
    """Derive the articles of *site* from all its captures and take them over."""
    look_again(archive.connection, site)
    derived = _derived(archive, site, software, progress)
    try:
        applied = apply_derived(archive.connection, derived, site.id, software=software)
    finally:
        derived.private.close()
    return OfficeReport(
        site=site.id,
        captures=derived.captures,
        applied=applied,
        faults=derived.faults,
        no_articles=len(derived.no_articles),
    )


def _derived(archive: Archive, site: Site, software: str, progress: Callable[[int], None]) -> Derived:
    derivation = Derivation(archive, with_learned_order(archive.connection, site), software=software)
    derived = derivation.run(progress)
    learned = derivation.learned_site()
    if learned is None:
        return derived
    derived.private.close()
    return Derivation(archive, learned, software=software).run(progress)


def count_captures(archive: Archive, sites: Iterable[str]) -> int:
    """Return how many captures the offices *sites* have."""
    sql = "SELECT count(*) FROM captures WHERE site = ?"
    return sum(archive.connection.execute(sql, (site,)).fetchone()[0] for site in sites)
