"""The states of offices in Prometheus's text format, for node_exporter's textfile collector."""

from collections.abc import Callable, Sequence

from crawler.crawling.status.office_status import OfficeStatus
from crawler.publish.formats import prometheus
from crawler.publish.formats.prometheus import Gauge, seconds


def exposition(statuses: Sequence[OfficeStatus]) -> str:
    """Return one gauge after another, each with a sample an office; what is not known has no sample."""

    def gauge(name: str, meaning: str, value: Callable[[OfficeStatus], float | None]) -> Gauge:
        return Gauge(name, meaning, [({"office": one.site}, value(one)) for one in statuses])

    return prometheus.exposition(
        [
            prometheus.state_gauge((one.site, one.state) for one in statuses),
            gauge("last_run_timestamp_seconds", "When the last run ended.", lambda one: seconds(one.last_run)),
            gauge(
                "last_good_run_timestamp_seconds",
                "When the last good run ended.",
                lambda one: seconds(one.last_good_run),
            ),
            gauge("due_timestamp_seconds", "When the next run is due.", lambda one: seconds(one.due)),
            gauge(
                "newest_article_timestamp_seconds",
                "Day of the newest article.",
                lambda one: seconds(one.newest_article),
            ),
            gauge("new_articles", "New articles of the last run.", lambda one: one.new[-1] if one.new else None),
            gauge(
                "certificate_excepted",
                "1 where the certificate is not verified.",
                lambda one: int(bool(one.certificate)),
            ),
            gauge(
                "key_exchange_excepted",
                "1 where a weak key exchange is allowed.",
                lambda one: int(bool(one.key_exchange)),
            ),
        ]
    )
