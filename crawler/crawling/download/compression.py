"""Undoes Content-Encoding with a cap on the ratio, so that a small answer cannot fill the memory."""

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

HIGHEST_RATIO = 100
"""HTML compresses to a tenth; a hundredth is a bomb, or a page of blanks that nobody misses."""
ALWAYS_ALLOWED = 2**20
"""Bytes; below this no ratio does harm."""


class CautiousCompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, which caps only the size."""

    def _handle_encoding(self, body: bytes, content_encoding: list[bytes], max_size: int) -> tuple[bytes, list[bytes]]:
        cap = max(ALWAYS_ALLOWED, HIGHEST_RATIO * len(body))
        return super()._handle_encoding(body, content_encoding, min(max_size, cap) if max_size else cap)
