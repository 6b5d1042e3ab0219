"""The report of a crawl command: whatever becomes of it leaves a line in the log and is told to the operator."""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.crawling.alerts.channels import channels, tell
from crawler.crawling.alerts.message import failure
from crawler.crawling.alerts.ping import ping
from crawler.crawling.run.logs import log_handler
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.summary import summary_line
from crawler.errors import HealthArchiveError

logger = logging.getLogger("healtharchive.crawl")


class RunReport:
    """A context around a whole crawl command, from before its options are looked at to its end.

    A command that fails before anything is fetched (wrong use, a locked or damaged archive, a full disk) is told like
    any other failure, since cron shows it to nobody.
    """

    def __init__(self, archive: Path, log_file: Path | None, *, as_json: bool) -> None:
        self._archive = archive
        self._log_file = log_file
        self._as_json = as_json
        self._handler: logging.Handler = logging.NullHandler()
        self._is_finished = False

    def __enter__(self) -> Self:
        logger.setLevel(logging.INFO)
        logger.propagate = False
        # Without a file nothing is logged: the command itself says what a person has to know.
        try:
            if self._log_file is not None:
                self._handler = log_handler(self._log_file, as_json=self._as_json, level="INFO")
        except OSError as error:
            self._tell(f"Cannot write the log {self._log_file}: {error.strerror}.")
            raise HealthArchiveError(f"Cannot write the log {self._log_file}: {error.strerror}.") from error
        logger.addHandler(self._handler)
        ping(os.environ, "start")
        return self

    def finished(self, outcomes: Sequence[Outcome]) -> None:
        """Note that the crawl did its work, whatever it found."""
        self._is_finished = True
        if outcomes:
            logger.info("%s", summary_line(outcomes))
        # Offices in trouble are told by their own alerts; a broken archive is a crawl that did not do its work.
        is_broken = any(outcome.is_broken for outcome in outcomes)
        ping(os.environ, "fail" if is_broken else "success", summary_line(outcomes) if outcomes else "")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and not self._is_finished:
            sentence = str(error) if isinstance(error, HealthArchiveError) else f"{type(error).__name__}: {error}"
            if self._handler is not None:  # without one, logging would print what the command prints itself
                logger.error("The crawl did not do its work. %s", sentence)
            self._tell(sentence)
        logger.removeHandler(self._handler)
        self._handler.close()

    def _tell(self, sentence: str) -> None:
        if sys.exc_info()[0] is not KeyboardInterrupt:
            tell(failure(self._archive, sentence), channels(os.environ))
            ping(os.environ, "fail", sentence)
