"""The only package that knows SQL and WARC: what was fetched, what it meant, and how that changed."""

from crawler.archive.archive import Archive
from crawler.archive.articles.store import Outcome
from crawler.archive.db.database import Kind
from crawler.archive.db.errors import ArchiveError
from crawler.archive.frontier.revisits import DueArticle
from crawler.archive.history.runs import Run, RunSummary

__all__ = ["Archive", "ArchiveError", "DueArticle", "Kind", "Outcome", "Run", "RunSummary"]
