"""Captures that others made, brought into an archive of shards: each office's captures into its own shard."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.archive.archive import Archive
from crawler.archive.importing.importer import OfficeReport, derive_offices
from crawler.archive.importing.intake import Intake, Source, Tally, Wanted
from crawler.archive.importing.offices import Offices, stored_sites
from crawler.archive.shards.catalogue import make_shard
from crawler.archive.shards.layout import opened
from crawler.site import Site


def import_into_shards(
    folder: Path,
    sources: Sequence[Source],
    registered: Iterable[Site],
    wanted: Wanted,
    *,
    software: str,
    now: datetime,
    dry_run: bool,
    progress: Callable[[int], None],
) -> tuple[list[Tally], list[OfficeReport]]:
    """Bring each source into the shards of the offices that it has captures of; return what came of it.

    Every source is read once to learn whose captures it holds, and once more for each of these offices.
    """
    looked, offices = _look(folder, sources, registered, wanted, software=software, now=now, progress=progress)
    if dry_run:
        return looked, []
    found = sorted({site for tally in looked for site, _ in tally.by_year})
    taken: list[Counter[str]] = [Counter() for _ in sources]
    reports: list[OfficeReport] = []
    for office in found:
        with Archive.open(make_shard(folder, office, kind="live")) as archive:
            own = Offices(archive.connection, offices.sites.values(), only=office)
            site = office if wanted.site else None
            intake = Intake(archive, own, Wanted(site=site), software=software, now=now)
            for counts, source in zip(taken, sources, strict=True):
                tally = intake.take(source, progress)
                counts.update(taken=tally.taken, known=tally.known)
            intake.close()
            reports += derive_offices(archive, own, software=software, progress=progress)
    tallies = [
        replace(tally, taken=counts["taken"], known=counts["known"])
        for tally, counts in zip(looked, taken, strict=True)
    ]
    return tallies, reports


def _look(
    folder: Path,
    sources: Sequence[Source],
    registered: Iterable[Site],
    wanted: Wanted,
    *,
    software: str,
    now: datetime,
    progress: Callable[[int], None],
) -> tuple[list[Tally], Offices]:
    """Return what is in the sources, and the offices of the registry, of the shards, and those that were made."""
    stored: dict[str, Site] = {}
    for shard, archive in opened(folder, read_only=True) if any(folder.glob("*.db")) else ():
        if isinstance(archive, Archive):
            stored |= {name: site for name, site in stored_sites(archive.connection).items() if name == shard.office}
    with TemporaryDirectory() as scratch, Archive.open(Path(scratch) / "archive.db") as empty:
        offices = Offices(empty.connection, (stored | {site.id: site for site in registered}).values())
        if wanted.site is not None:
            offices.named(wanted.site)
        intake = Intake(empty, offices, wanted, software=software, now=now, dry_run=True)
        tallies = [intake.take(source, progress) for source in sources]
        intake.close()
    return tallies, offices
