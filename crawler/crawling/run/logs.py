"""Where a crawl's log goes: the error stream, or a file that is turned over before it grows too large."""

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from crawler.archive import ArchiveError

LARGEST = 10 * 2**20
"""Bytes of one log file."""
KEPT = 5
"""Older log files kept beside it."""


class OnceOnly(logging.Filter):
    """Leaves out each report of an archive that cannot be written but the session's own, which is one for the run.

    Every page on its way fails for that reason, and Scrapy reports each with its traceback, in several ways.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the record is to be logged."""
        return record.exc_info is None or not isinstance(record.exc_info[1], ArchiveError)


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, office where known, message and traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for one record."""
        spider = getattr(record, "spider", None)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "office": getattr(spider, "name", None),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class FullDiskFileHandler(RotatingFileHandler):
    """Goes on without what a full disk does not take: the summary says what is wrong with it."""

    def flush(self) -> None:
        """Write what waits, as far as the disk takes it; closing the log flushes it once more."""
        with suppress(OSError):
            super().flush()

    def close(self) -> None:
        """Close the file, whose last lines a full disk may not take."""
        with suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Report what is wrong with a record, but not for each that the disk cannot take it."""
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)


def log_handler(file: Path | None, *, as_json: bool, level: str) -> logging.Handler:
    """Return the handler of a crawl's log; *file* None means the error stream."""
    handler: logging.Handler
    if file is None:
        handler = logging.StreamHandler()
    else:
        handler = FullDiskFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    text = logging.Formatter("%(asctime)s [%(name)s] %(levelname)s: %(message)s", "%Y-%m-%d %H:%M:%S")
    handler.setFormatter(JsonLines() if as_json else text)
    # The loggers of Scrapy have levels of their own, so that the root logger's does not hold for them.
    handler.setLevel(level)
    if level != "DEBUG":
        handler.addFilter(OnceOnly())
    return handler
