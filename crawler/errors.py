"""What can go wrong for a person at the keyboard: one clear sentence, and the exit status that goes with it."""

from typing import ClassVar


class HealthArchiveError(Exception):
    """A failure that the person running a command can understand and act on.

    The message is one sentence without a trailing stack of causes; `exit_status` is what the command returns.
    """

    exit_status: ClassVar[int] = 2


class SomeFailedError(HealthArchiveError):
    """The command did its work, but some offices or pages failed."""

    exit_status = 1


class LockedError(HealthArchiveError):
    """Another process is working on the same archive."""

    exit_status = 3
