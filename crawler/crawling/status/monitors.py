"""Spidermon's part: after each run a monitor looks at the office's state, and an action tells the operator of it."""

import os

from spidermon import Monitor, MonitorSuite
from spidermon.core.actions import Action

from crawler.archive.history.alerts import Notices
from crawler.crawling.run.session import ArchiveSession
from crawler.crawling.status.alerts import notice_of
from crawler.crawling.status.channels import channels, tell


class OfficeMonitor(Monitor):  # type: ignore[misc]  # Spidermon ships no types
    """The office is as its own past lets one expect."""

    def test_office_is_well(self) -> None:
        """Fail with the reasons of the run's state."""
        session = self.data.crawler.get_extension(ArchiveSession)
        if not session.outcome.is_good:
            self.fail(session.outcome.sentence)


class TellOperator(Action):  # type: ignore[misc]  # Spidermon ships no types
    """Tells what is new about the office through every configured channel, and remembers having told it."""

    def run_action(self) -> None:
        """Send the notice that is due, if any."""
        session: ArchiveSession = self.data.crawler.get_extension(ArchiveSession)
        outcome, now = session.outcome, session.clock.now()
        through = channels(os.environ)
        if outcome is None or session.broken or not through:
            return
        notices = Notices(session.archive)
        notice = notice_of(outcome, notices.told(outcome.site), now)
        if notice and tell(notice, through):
            # What has changed for good need not heal; nothing else is known to be wrong then.
            notices.remember(outcome.site, "ok" if outcome.is_passing else outcome.state, now)


class OfficeMonitorSuite(MonitorSuite):  # type: ignore[misc]  # Spidermon ships no types
    """What is looked at when a run has ended; healing is news as well, so the action follows either result."""

    monitors = (OfficeMonitor,)
    monitors_finished_actions = (TellOperator,)
