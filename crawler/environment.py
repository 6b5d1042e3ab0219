"""The settings file: environment variables that cron, systemd and a person's commands read alike.

One ``NAME=value`` a line.  A value stands as it is, or in single or double quotes (a backslash before a
quote or a backslash inside double ones); nothing is expanded.  Lines that begin with ``#`` or ``;`` are comments.
"""

import os
import re
import stat
from collections.abc import MutableMapping
from pathlib import Path

from crawler.errors import HealthArchiveError

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SINGLE = re.compile(r"'([^']*)'")


def load(path: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Set the variables of the file at *path*.

    Raises `HealthArchiveError` where it cannot be read, where others can read it (it may hold passwords), or where a
    line is none.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise HealthArchiveError(f"{path} is not in UTF-8.") from error
    except OSError as error:
        raise HealthArchiveError(f"Cannot read {path}: {error.strerror}.") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise HealthArchiveError(f"Others than you can read {path}, which may hold passwords: chmod 600 {path}")
    environment.update(parse(text, str(path)))


def parse(text: str, name: str) -> dict[str, str]:
    """Return the variables of a settings file's *text*; *name* is for the sentence of an error."""
    variables = {}
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", ";")):
            continue
        found = _LINE.fullmatch(stripped)
        value = _value(found[2]) if found else None
        if found is None or value is None:
            raise HealthArchiveError(f"Line {number} of {name} is not NAME=value (a quote must be closed).")
        variables[found[1]] = value
    return variables


def _value(written: str) -> str | None:
    if written.startswith('"'):
        found = _DOUBLE.fullmatch(written)
        return re.sub(r"\\(.)", r"\1", found[1]) if found else None
    if written.startswith("'"):
        found = _SINGLE.fullmatch(written)
        return found[1] if found else None
    return written


def create(path: Path) -> bool:
    """Make an empty settings file that only its owner can read; return whether it was not there before."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise HealthArchiveError(f"Cannot make {path}: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("# Settings of healtharchive, one NAME=value a line; see docs/operations.md.\n")
    return True
