"""The further pages of an article that a run kept beside its first one."""

from crawler.archive.archive import Archive
from crawler.items import Capture


class KeptPages:
    """Finds the further pages that were fetched in the same run as an article's first page."""

    def __init__(self, archive: Archive, capture: int, site: str) -> None:
        self.archive, self.capture, self.site = archive, capture, site

    def find(self, url: str) -> Capture | None:
        """Return the capture of a further page by the address that was asked for, or None."""
        row = self.archive.connection.execute(
            """SELECT id FROM captures WHERE site = ? AND kind = 'page' AND requested_url = ? AND status = 200
            AND id > ? AND run = (SELECT run FROM captures WHERE id = ?) ORDER BY id LIMIT 1""",
            (self.site, url, self.capture, self.capture),
        ).fetchone()
        return self.archive.read_capture(row["id"]) if row is not None else None
