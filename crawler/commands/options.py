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


def _evidence_address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not value:
        return ""
    from crawler.archive.warc.addresses import whole_address  # the archive is slow to import

    return whole_address(value)


def evidence_option() -> Callable[[Command], Command]:
    """Return the option ``--evidence-to`` (parameter *evidence_to*, an address or empty)."""
    return click.option(
        "--evidence-to",
        default="",
        metavar="ADDRESS",
        envvar="HEALTHARCHIVE_EVIDENCE_TO",
        callback=_evidence_address,
        help="Move WARC files there (s3://BUCKET/FOLDER, file:///FOLDER) when their run is over.",
    )


def queue_option(what: str, *, required: bool = False) -> Callable[[Command], Command]:
    """Return the option ``--queue`` (parameter *queue*, an address or None); *what* says what is done there."""
    return click.option(
        "--queue",
        metavar="redis://HOST:PORT/N",
        # Of workers only: a command that a worker starts must do its work and not hand it on.
        envvar="HEALTHARCHIVE_QUEUE" if required else None,
        required=required,
        help=what,
    )


def _host_and_port(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    host, colon, port = value.rpartition(":")
    if value and not (host and colon and port.isdigit() and 0 < int(port) < 65536):
        raise click.BadParameter(f"{value!r} names no server; write it HOST:PORT, such as 127.0.0.1:8090.")
    return value


def replica_option(what: str) -> Callable[[Command], Command]:
    """Return the option ``--replica`` (parameter *replica*, ``HOST:PORT`` or empty); *what* says what is done there."""
    return click.option(
        "--replica",
        default="",
        metavar="HOST:PORT",
        envvar="HEALTHARCHIVE_REPLICA_ADDRESS",
        callback=_host_and_port,
        help=what,
    )
