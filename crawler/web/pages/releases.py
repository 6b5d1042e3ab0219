"""Dated releases: their files with checksums, what changed since the one before, how to cite them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.publish.release import CHECKSUMS, PACKAGE
from crawler.web.endpoints.export import send_ready
from crawler.web.pages.common import not_found, render, settings_of

_CONTENT_TYPES = {
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".cff": "text/yaml; charset=utf-8",
}
_ANY = "application/octet-stream"


@dataclass(frozen=True)
class ReleaseFile:
    """One file of a release."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """One release as its folder describes it."""

    name: str
    created: str
    doi: str | None
    files: tuple[ReleaseFile, ...]
    rows: dict[str, int]
    """View → rows."""


async def releases(datasette: Any, request: Any) -> Any:
    """Answer ``/releases``."""
    found = read_releases(_folder(datasette))
    befores: list[Release | None] = [*found[1:], None]
    pairs = list(zip(found, befores[: len(found)], strict=True))
    return await render(datasette, request, "releases.html", {"releases": pairs})


async def file(datasette: Any, request: Any, send: Any) -> Any:
    """Answer ``/releases/RELEASE/FILE``: one that the release's checksums name, and nothing else of the machine."""
    folder = _folder(datasette)
    wanted = next((one for one in read_releases(folder) if one.name == request.url_vars["release"]), None)
    names = {one.name for one in wanted.files} | {CHECKSUMS} if wanted else set()
    if folder is None or wanted is None or request.url_vars["file"] not in names:
        return await not_found(datasette, request)
    path = folder / wanted.name / request.url_vars["file"]
    return await send_ready(datasette, request, send, path, _CONTENT_TYPES.get(path.suffix, _ANY))


def _folder(datasette: Any) -> Path | None:
    named = settings_of(datasette).releases
    return Path(named) if named else None


def read_releases(folder: Path | None) -> list[Release]:
    """Return the releases whose folders stand in *folder*, newest first; what is no release is passed over."""
    if folder is None or not folder.is_dir():
        return []
    found = [_read(one) for one in folder.iterdir() if (one / PACKAGE).is_file() and (one / CHECKSUMS).is_file()]
    return sorted(found, key=lambda release: (release.created, release.name), reverse=True)


def _read(folder: Path) -> Release:
    package = json.loads((folder / PACKAGE).read_text("utf-8"))
    files = []
    for line in (folder / CHECKSUMS).read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if (folder / name).is_file():
            files.append(ReleaseFile(name, (folder / name).stat().st_size, digest))
    rows = {
        resource["name"].removesuffix("-parquet"): int(resource["rows"])
        for resource in package.get("resources", [])
        if resource.get("format") == "parquet" and "rows" in resource
    }
    return Release(folder.name, str(package.get("created", "")), package.get("id"), tuple(files), rows)
