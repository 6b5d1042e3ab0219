"""Which offices a command means."""

from pathlib import Path

from crawler.crawling.offices.registry import choose, project_settings
from crawler.offices import read_good_offices
from replica import offices as replica_offices


def offices_file(named: Path | None, archive: Path) -> Path | None:
    """Return the operator's file of offices: the one *named*, else ``offices.toml`` beside the archive, else None."""
    beside = archive.parent / "offices.toml"
    return named or (beside if beside.exists() else None)


def chosen_offices(names: tuple[str, ...], offices: Path | None, replica: str) -> list[str]:
    """Return the ids of the named offices, or of all that can be asked when none is named.

    Behind a replica server these are its own offices and those of the operator's file.  Raises `HealthArchiveError`
    for a name that is no office's.
    """
    if names or not replica:
        return choose(names, project_settings(offices))
    served = {
        *(office.site for office in replica_offices()),
        *(site.id for site in (read_good_offices(offices).sites if offices else ())),
    }
    return [name for name in choose((), project_settings(offices)) if name in served]
