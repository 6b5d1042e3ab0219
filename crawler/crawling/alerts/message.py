"""What the operator is told, and where it is from."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_SUBJECT = 120
"""Characters of a mail's subject."""


@dataclass(frozen=True)
class Message:
    """One message: a sentence that stands by itself, and lines that say more."""

    headline: str
    lines: Sequence[str] = ()

    @property
    def text(self) -> str:
        """The whole message."""
        return "\n".join((self.headline, *(f"- {line}" for line in self.lines)))

    @property
    def subject(self) -> str:
        """The headline as the subject of a mail."""
        return " ".join(self.headline.split())[:MAX_SUBJECT]


def place(archive: Path) -> str:
    """Return where a message is from: this machine and the archive that it speaks of."""
    return f"healtharchive on {socket.gethostname()}, {archive.resolve()}"


def digest(archive: Path, lines: Sequence[str], *, offices: int) -> Message:
    """Return the message of one crawl of *offices* offices; *lines* is what is new, one an office."""
    several = "1 office" if offices == 1 else f"{offices} offices"
    return Message(f"{place(archive)}: {len(lines)} of {several} to look at.", lines)


def failure(archive: Path, sentence: str) -> Message:
    """Return the message of a crawl that could not do its work."""
    return Message(f"{place(archive)}: the crawl did not do its work. {sentence}")
