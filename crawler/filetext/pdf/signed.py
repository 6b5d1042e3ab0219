"""What digital signing leaves blank in the text of a PDF, and what its stamp says instead."""

import re
from dataclasses import dataclass

from crawler.normalise.papers.document_numbers import blank_number_symbol

STAMP = re.compile(
    r"(?:^|_(?P<on>\d{1,2}/\d{1,2})/\d{4} \d{1,2}:\d{2}:\d{2} )"
    r"(?P<number>\d{1,5}) (?P<day>\d{1,2}) (?P<month>\d{1,2})$",
    re.MULTILINE,
)
"""Number, day and month on a line of their own, or behind the signer's name and the moment of signing."""
BLANK_DATE = re.compile(r"ngày(?:\s|[….])*tháng\s*(?P<month>\d{1,2})?(?:\s|[….])*năm\s*(?P<year>\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class SignedBlanks:
    """What a digitally signed paper leaves blank in its text, and what its stamp says instead."""

    symbol: str
    """The part of the number that is printed, such as ``QĐ-SYT``."""
    number: str | None
    """The whole number, where exactly one stamp tells it."""


def signed_blanks(text: str) -> SignedBlanks | None:
    """Return what the text of a signed paper leaves blank, or None where its number is printed.

    The number and the day of a digitally signed paper are stamped on; the stamp's own text, a line such as
    ``5481 30 12``, holds number, day and month.  One that agrees with no printed or signed date tells nothing.
    """
    symbol = blank_number_symbol(text)
    if symbol is None:
        return None
    month = _printed_month(text)
    numbers = {found["number"] for found in STAMP.finditer(text) if _is_stamp(found, month)}
    return SignedBlanks(symbol=symbol, number=f"{numbers.pop()}/{symbol}" if len(numbers) == 1 else None)


def _is_stamp(found: re.Match[str], printed_month: int | None) -> bool:
    day, month = int(found["day"]), int(found["month"])
    if not 1 <= day <= 31:
        return False
    if found["on"] is not None:
        signed_day, signed_month = map(int, found["on"].split("/"))
        return (day, month) == (signed_day, signed_month)
    return month == printed_month  # a bare line of three numbers may also be a table's


def _printed_month(text: str) -> int | None:
    found = BLANK_DATE.search(text)
    return int(found["month"]) if found and found["month"] else None
