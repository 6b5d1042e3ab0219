"""WARC records as different programs write them."""

import base64
import gzip
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

HTML = {"Content-Type": "text/html; charset=utf-8"}


def http(body: bytes, status: int = 200, headers: Mapping[str, str] = HTML, *, line: str = "\r\n") -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
    return line.join([*lines, "", ""]).encode() + body


def record(
    url: str,
    date: str,
    content: bytes,
    *,
    type_: str = "response",
    version: str = "1.0",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    digest = base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
    fields = {
        "WARC-Type": type_,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(url.encode() + date.encode(), usedforsecurity=False).hexdigest()}>",
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "Content-Type": "text/html" if type_ == "resource" else "application/http;msgtype=response",
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Length": str(len(content)),
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/{version}\r\n{head}\r\n".encode() + content + b"\r\n\r\n"


def write_warc(path: Path, records: Iterable[bytes], *, compressed: str = "records") -> Path:
    """Write a WARC file with its *records* compressed one by one (``records``), as a ``whole`` or ``not``."""
    if compressed == "records":
        path.write_bytes(b"".join(gzip.compress(one) for one in records))
    else:
        whole = b"".join(records)
        path.write_bytes(gzip.compress(whole) if compressed == "whole" else whole)
    return path


def write_wacz(path: Path, warcs: Mapping[str, bytes], *, stored: bool = True) -> Path:
    with ZipFile(path, "w", ZIP_STORED if stored else ZIP_DEFLATED) as members:
        members.writestr("datapackage.json", "{}")
        for name, content in warcs.items():
            members.writestr(f"archive/{name}", content)
    return path
