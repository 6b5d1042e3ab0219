"""Undoes Content-Encoding with a cap on the ratio, so that a small response cannot fill the memory."""

import asyncio

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

MAX_RATIO = 100
"""HTML compresses to a tenth; a hundredth is a bomb, or a page of blanks that nobody misses."""
ALWAYS_ALLOWED = 2**20
"""Bytes; below this no ratio does harm."""
MAX_DECODED_AT_ONCE = 64 * 2**10
"""Bytes of a payload that is decoded within the event loop, in a few milliseconds; a larger one goes to a thread."""


class CautiousCompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, which caps only the size."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy awaits either
        """Return the response with its body decoded."""
        decode = super().process_response
        if len(response.body) <= MAX_DECODED_AT_ONCE:
            return decode(request, response)
        return await asyncio.to_thread(decode, request, response)

    def _handle_encoding(self, body: bytes, content_encoding: list[bytes], max_size: int) -> tuple[bytes, list[bytes]]:
        cap = max(ALWAYS_ALLOWED, MAX_RATIO * len(body))
        return super()._handle_encoding(body, content_encoding, min(max_size, cap) if max_size else cap)
