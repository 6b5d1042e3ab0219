"""Scrapy settings: only what differs from Scrapy's defaults, each with its reason.

Everything that an operator may want to change has an environment variable, so that cron and systemd can set it
without a file of their own.
"""

import os
from pathlib import Path

from scrapy.settings import default_settings

from crawler import __version__
from crawler.crawling.download.scrapy_parts import used

BOT_NAME = "healtharchive"
SPIDER_MODULES = ["spiders"]
# Offices that need no code are entries of these files, and of the operator's own, which adds and overrides.
SPIDER_LOADER_CLASS = "crawler.crawling.offices.loader.OfficeLoader"
OFFICE_SPIDER = "spiders.base.ArchiveSpider"
OFFICE_FILES = str(Path(__file__).resolve().parents[1] / "spiders" / "offices")
OFFICES_FILE = os.environ.get("HEALTHARCHIVE_OFFICES", "")

# Who we are and whom to write to: an office that minds must be able to say so.
CONTACT = os.environ.get("HEALTHARCHIVE_CONTACT", "")
USER_AGENT = f"healtharchive/{__version__} (archive of public health notices; {CONTACT or 'no contact configured'})"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    # Offices that answer in several languages should answer in their own.
    "Accept-Language": "vi,zh-CN;q=0.9,zh;q=0.8,en;q=0.3",
    # What can be decoded again from the archive, whatever else happens to be installed.
    "Accept-Encoding": "gzip, deflate, br",
}

# Where the archive is; the WARC files lie beside it.
ARCHIVE_PATH = os.environ.get("HEALTHARCHIVE_ARCHIVE", "archive.db")
# "host:port" of the replica server; empty for the real offices.
REPLICA_ADDRESS = os.environ.get("HEALTHARCHIVE_REPLICA_ADDRESS", "")
ADDONS = {"crawler.crawling.offices.replica.ReplicaAddon": 100, "crawler.crawling.run.feed_items.FeedItems": 200}
# Seconds between two requests to one replica host, which are otherwise asked without pauses, several at a time.
REPLICA_PAUSE = float(os.environ.get("HEALTHARCHIVE_REPLICA_PAUSE", "0"))
# ISO time at which the crawl believes to start; only simulations of many days set it.
CLOCK_START = os.environ.get("HEALTHARCHIVE_CLOCK_START", "")

# A polite guest: robots.txt is obeyed, and the pause between requests follows the host's own answers.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
DOWNLOAD_DELAY = 2.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Scrapy starts that many tasks for every response, and ours bring one item: a hundred cost a fifth of a crawl.
CONCURRENT_ITEMS = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 3.0
AUTOTHROTTLE_MAX_DELAY = 120.0
# Every page is read as by a first visitor, so a capture does not depend on what was fetched before it.
COOKIES_ENABLED = False
# The page that led to another is nobody's business, and some offices refuse foreign referrers.
REFERRER_POLICY = "no-referrer"

# A certificate that does not hold is a fact to record, not to overlook.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Whole response including a slow body.
DOWNLOAD_TIMEOUT = 90
# Bytes on the wire, and also after decompression.
DOWNLOAD_MAXSIZE = 64 * 2**20
# Our own cap is the only one that matters; Scrapy's warning would name ordinary scans of decrees.
DOWNLOAD_WARNSIZE = 0
# A wrong Content-Length or a missing last chunk is told and retried, but the page is not refused for ever.
DOWNLOAD_FAIL_ON_DATALOSS = False
REDIRECT_MAX_TIMES = 5
# Errors are evidence as well: a 404 decides that an article is gone, so the spider must see it.
HTTPERROR_ALLOW_ALL = True

# Only addresses of the public internet are connected to.
TWISTED_DNS_RESOLVER = "crawler.crawling.download.resolver.PublicResolver"
DOWNLOAD_HANDLERS = {
    "http": "crawler.crawling.download.handler.ArchiveDownloadHandler",
    "https": "crawler.crawling.download.handler.ArchiveDownloadHandler",
    # An archive of web pages reads no files, data addresses or buckets.
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
# A host in trouble is asked again after a pause that grows from BACKOFF_BASE to BACKOFF_LONGEST seconds; after
# BREAKER_THRESHOLD failures in a row it is left alone for BREAKER_COOLDOWN seconds.
BACKOFF_BASE = 5.0
BACKOFF_LONGEST = 600.0
BREAKER_THRESHOLD = 5
BREAKER_COOLDOWN = 300.0

EXTENSIONS_BASE = used(default_settings.EXTENSIONS_BASE)
SPIDER_MIDDLEWARES_BASE = used(default_settings.SPIDER_MIDDLEWARES_BASE)
DOWNLOADER_MIDDLEWARES_BASE = used(default_settings.DOWNLOADER_MIDDLEWARES_BASE)
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.crawling.polite.robots.StandardRobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.crawling.polite.retry.BackoffMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.crawling.download.meta_refresh.SmallMetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.crawling.download.redirects.BounceMiddleware": 600,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.crawling.download.compression.CautiousCompressionMiddleware": 590,
    # Innermost, so that it sees compressed bytes, redirects, errors and robots.txt exactly as they came.
    "crawler.crawling.download.capture.CaptureMiddleware": 960,
}
# Pictures in the texts of articles are kept, each once; so many are asked for in one run of an office.
PICTURES_PER_RUN = 60
# Pages are read in worker processes; a page that uses up one of these limits is kept unread, as `too_heavy`.
READER_PROCESSES = min(4, os.cpu_count() or 1)
READER_MEMORY_MB = 224
READER_PROCESSOR_SECONDS = 10
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.crawling.polite.throttle.HostThrottle": 0,
    "crawler.crawling.run.session.ArchiveSession": 0,
    # After the session, which decides what the office's state is.
    "crawler.crawling.alerts.extension.OfficeAlerts": 500,
}
ITEM_PIPELINES = {
    "pipelines.normalise.NormalisePipeline": 100,
    "pipelines.check.CheckPipeline": 200,
    "pipelines.store.StorePipeline": 300,
}

# How long a job that a dead worker held stays with it, and how long an office belongs to a worker that says nothing.
QUEUE_VISIBILITY_SECONDS = int(os.environ.get("HEALTHARCHIVE_QUEUE_VISIBILITY", "600"))
QUEUE_LEASE_SECONDS = float(os.environ.get("HEALTHARCHIVE_QUEUE_LEASE", "30"))

# Both would let any local user run code inside the crawl.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

LOG_LEVEL = os.environ.get("HEALTHARCHIVE_LOG_LEVEL", "INFO")
