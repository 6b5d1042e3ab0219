"""The health archive: crawl, read, keep and publish government health pages."""

__version__ = "0.1.0"
SOFTWARE = f"healtharchive {__version__}"
"""What evidence and runs say that they were made by."""
