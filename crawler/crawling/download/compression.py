"""Undoes Content-Encoding with a cap on the ratio, so that a small response cannot fill the memory.

A response that cannot be decoded goes on as it came: its capture is kept, and who reads it says what is wrong.
"""

import asyncio

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.crawling.run.causes import CAUSE
from crawler.normalise.content import ContentDecodingError, ContentTooLargeError, decode_content

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
        try:
            if len(response.body) <= MAX_DECODED_AT_ONCE:
                return decode(request, response)
            return await asyncio.to_thread(decode, request, response)
        except ContentTooLargeError as error:
            raise IgnoreRequest(str(error)) from error  # a bomb is kept as sent, and read by nobody
        except ContentDecodingError as error:
            if self.stats is not None:
                self.stats.set_value(f"{CAUSE}decoding", f"The office's pages are unreadable. {error}")
            return response

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        """Decode as everything that reads the archive does; Scrapy's own way makes something of what is cut short."""
        return decode_content(body, encoding.decode("latin-1"), limit=max_size)

    def _handle_encoding(self, body: bytes, content_encoding: list[bytes], max_size: int) -> tuple[bytes, list[bytes]]:
        cap = max(ALWAYS_ALLOWED, MAX_RATIO * len(body))
        return super()._handle_encoding(body, content_encoding, min(max_size, cap) if max_size else cap)
