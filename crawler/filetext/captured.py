"""What the answer to the request for a file says, whatever was answered."""

from crawler.filetext.reading import read_file_text
from crawler.items import Capture, FileText
from crawler.normalise.content import ContentDecodingError, decode_content


def text_of_capture(capture: Capture, language: str | None) -> FileText | None:
    """Return what the file in *capture* holds, of an office that writes *language*; None where the answer was no file.

    A payload whose Content-Encoding does not hold is a damaged file.
    """
    if capture.status != 200:
        return None
    declared = declared_type(capture)
    try:
        payload = decode_content(capture.body, capture.header("Content-Encoding"))
    except ContentDecodingError as error:
        return FileText(kind="unknown", status="damaged", note=f"damaged: {error}", media_type=declared)
    return read_file_text(payload, language, name=capture.url, declared=declared)


def declared_type(capture: Capture) -> str | None:
    """Return the media type that the server declares, without parameters."""
    declared = capture.header("Content-Type")
    return declared.split(";")[0].strip().lower() if declared else None
