"""Bytes of any file in, its text out: kind by content, text layer, conversion, recognition.

Not here: SQL, Scrapy, or what the text means.
"""

from crawler.filetext.reading import FileText, read_file_text

__all__ = ["FileText", "read_file_text"]
