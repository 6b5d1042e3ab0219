"""What names one document rather than a subject: its number, a citation of it, its original address, a digest."""

import re
import unicodedata

from crawler.normalise.papers.document_numbers import canonical_document_number, document_number_key
from crawler.normalise.text.search_key import search_key

_MAX_NUMBER_LENGTH = 60
_DIGEST = re.compile(r"(?:sha-?256[:\s]*)?([0-9a-f]{64})", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?P<scheme>https?)://)?(?P<rest>[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)
_ENDS_OF_NAMES = re.compile(
    r"\.(?:vn|cn|org|com|net|gov|edu|info|test|example|hk|tw|mo)(?::\d+)?(?:[/?#]|$)", re.IGNORECASE
)
_ENCLOSING = "<>()[]{}\"'“”‘’「」《》,;。，；"
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,14}\W*(?:19|20)\d\d\W*(?:年?\W*第?)\W*\d{1,5}\W*[号號]?")


def digest_of(text: str) -> str | None:
    """Return the SHA-256 that was typed, in small letters, or None."""
    match = _DIGEST.fullmatch(text.strip())
    return match[1].lower() if match else None


def addresses_of(text: str) -> list[str]:
    """Return the address that was typed, with the schemes that it may have; nothing where it is none."""
    bare = text.strip().strip(_ENCLOSING)
    match = _ADDRESS.fullmatch(bare)
    if match is None or not (match["scheme"] or _ENDS_OF_NAMES.search(bare)):
        return []
    return [f"{scheme}://{match['rest']}" for scheme in ("https", "http")]


def number_of(text: str) -> str | None:
    """Return the document number that a text is or cites, in canonical spelling as far as it has one, or None."""
    plain = unicodedata.normalize("NFKC", search_key(text)) if not text.isascii() else text
    wide = "".join(unicodedata.normalize("NFKC", letter) if letter not in "〔〕" else letter for letter in text)
    for spelled in (wide, wide.upper(), _simplified(wide)):
        found = canonical_document_number(spelled)
        if found:
            return found
    short = _SHORT.fullmatch(plain.strip())
    return short[0] if short else None


_NOTICE = re.compile(r"((?:19|20)\d\d)\s*年?\s*第\s*(\d{1,5})\s*[号號]")
_YEAR_OF_ORGAN = re.compile(r"\W*([\u4e00-\u9fff]{2,14})\s*[〔\[(（【]\s*((?:19|20)\d\d)\s*[〕\])）】]\W*")


def number_prefix(text: str) -> str | None:
    """Return what the keys of all numbers of one organ and year begin with, where that is all that was typed."""
    match = _YEAR_OF_ORGAN.fullmatch(_simplified(text))
    return f"{match[1]}-{match[2]}-" if match else None


def number_keys(text: str) -> list[str]:
    """Return the keys under which a number may be known: its own and that of all that was typed where that is short."""
    found = number_of(text)
    keys = [document_number_key(_simplified(found))] if found else []
    if len(text.strip()) <= _MAX_NUMBER_LENGTH and any(letter.isdigit() for letter in text):
        keys.append(document_number_key(_simplified(text)))
        notice = _NOTICE.search(text)
        if notice:
            keys.append(f"{notice[1]}-{int(notice[2])}")
    return list(dict.fromkeys(key for key in keys if "-" in key))


def is_number_alone(text: str) -> bool:
    """Tell whether what was typed is nothing but a document number, perhaps with its label."""
    found = number_of(text)
    if found is None:
        return False
    rest = re.sub(r"^\W*(?:số hiệu|so hieu|số|so|no|文号|文號)\W*", "", text.strip(), flags=re.IGNORECASE)
    return document_number_key(_simplified(rest)) == document_number_key(_simplified(found))


def _simplified(text: str) -> str:
    """Return the text in simplified characters; its case and marks stay, which a symbol is recognised by."""
    return "".join(search_key(letter) if "\u3400" <= letter <= "\u9fff" else letter for letter in text)
