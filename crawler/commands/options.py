"""Options that several commands share, so that they mean the same everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def archive_option(what: str) -> Callable[[Command], Command]:
    """Return the option ``--archive`` (parameter *archive*, a Path); *what* says what is done with it."""
    return click.option(
        "--archive",
        default="archive.db",
        show_default=True,
        envvar="HEALTHARCHIVE_ARCHIVE",
        type=click.Path(path_type=Path),
        help=what,
    )


def offices_file(named: Path | None, archive: Path) -> Path | None:
    """Return the operator's file of offices: the one *named*, else ``offices.toml`` beside the archive, else None."""
    beside = archive.parent / "offices.toml"
    return named or (beside if beside.exists() else None)


def replica_option(what: str) -> Callable[[Command], Command]:
    """Return the option ``--replica`` (parameter *replica*, ``HOST:PORT`` or empty); *what* says what is done there."""
    return click.option(
        "--replica",
        default="",
        metavar="HOST:PORT",
        envvar="HEALTHARCHIVE_REPLICA_ADDRESS",
        help=what,
    )
