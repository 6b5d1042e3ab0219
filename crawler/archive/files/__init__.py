"""Reading the files that articles offer: what kind one is by its content, and the text that it holds."""

from crawler.filetext.reading import FileText, read_file_text

__all__ = ["FileText", "read_file_text"]
