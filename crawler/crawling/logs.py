"""Where a crawl's log goes: the error stream, or a file that is turned over before it grows too large."""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from crawler.archive import ArchiveError

LARGEST = 10 * 2**20
"""Bytes of one log file."""
KEPT = 5
"""Older log files kept beside it."""


class PlainLogFormatter(LogFormatter):
    """Scrapy's wording, but an archive that cannot be written is told once, by the session, and not for each page."""

    def spider_error(
        self, failure: Failure, request: Request, response: Response | Failure, spider: Spider
    ) -> LogFormatterResult:
        """Word an error in a callback."""
        return _once(failure, super().spider_error(failure, request, response, spider))

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        """Word an error on the way to the office."""
        return _once(failure, super().download_error(failure, request, spider, errmsg))

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Word an error in a pipeline."""
        return _once(exception, super().item_error(item, exception, response, spider))


def _once(error: Failure | BaseException, worded: LogFormatterResult) -> LogFormatterResult:
    reason = error.value if isinstance(error, Failure) else error
    if isinstance(reason, ArchiveError):
        worded["level"] = logging.DEBUG
    return worded


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


def log_handler(file: Path | None, *, as_json: bool, level: str) -> logging.Handler:
    """Return the handler of a crawl's log; *file* None means the error stream."""
    handler: logging.Handler
    if file is None:
        handler = logging.StreamHandler()
    else:
        handler = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    text = logging.Formatter("%(asctime)s [%(name)s] %(levelname)s: %(message)s", "%Y-%m-%d %H:%M:%S")
    handler.setFormatter(JsonLines() if as_json else text)
    handler.setLevel(level)
    return handler
