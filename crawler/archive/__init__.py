"""The only package that knows SQL and WARC: what was fetched, what it meant, and how that changed."""

from crawler.archive.archive import Archive
from crawler.archive.database import Kind
from crawler.archive.errors import ArchiveError
from crawler.archive.revisits import DueArticle
from crawler.archive.runs import Run, RunSummary
from crawler.archive.store import Outcome

__all__ = ["Archive", "ArchiveError", "DueArticle", "Kind", "Outcome", "Run", "RunSummary"]
