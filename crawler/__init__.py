"""The health archive: crawl, read, keep and publish government health pages."""

__version__ = "0.1.0"
