"""Progress bars of a crawl on a terminal: one line an office."""

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from scrapy.crawler import Crawler


class CrawlProgress:
    """Draws the crawlers of a list, which may grow, four times a second while its context is open."""

    def __init__(self, crawlers: list[Crawler], console: Console) -> None:
        self.crawlers = crawlers
        self.live = Live(get_renderable=self.table, console=console, refresh_per_second=4, transient=True)

    def __enter__(self) -> "CrawlProgress":
        self.live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.live.stop()

    def table(self) -> Table:
        """Return the bars as they stand now."""
        table = Table.grid(padding=(0, 2))
        for crawler in list(self.crawlers):
            counts = _counts(crawler)
            asked, done = counts["scheduler/enqueued"], counts["archive/requests"]
            table.add_row(
                crawler.spidercls.name,
                ProgressBar(total=max(asked, 1), completed=min(done, asked), width=30),
                f"{done} pages",
                f"{counts['archive/new']} new",
                f"{counts['archive/changed']} changed",
            )
        return table


def _counts(crawler: Crawler) -> dict[str, int]:
    names = ("scheduler/enqueued", "archive/requests", "archive/new", "archive/changed")
    # The statistics come to be when the crawl starts, which may be after the bar is drawn.
    stats = crawler._stats
    return {name: int(stats.get_value(name, 0)) if stats else 0 for name in names}
