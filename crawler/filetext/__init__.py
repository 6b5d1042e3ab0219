"""Bytes of any file in, its text out: kind by content, text layer, conversion, recognition.

Not here: SQL, Scrapy, or what the text means.
"""

from crawler.filetext.reading import read_file_text

__all__ = ["read_file_text"]
