"""What can be wrong with an archive, each as one sentence for the person at the keyboard."""

from crawler.errors import HealthArchiveError


class ArchiveError(HealthArchiveError):
    """The archive cannot be opened, read or written; the message says why."""
