"""ReplayWeb.page beside the snapshots: the program's own two files, which show an archived page as it was.

The program is the npm package `replaywebpage`; it is no part of this project and comes from the operator's folder.
"""

import os
import shutil
from pathlib import Path

FILES = ("ui.js", "sw.js")
FOLDER = "replay"
"""Beside the snapshots."""
VARIABLE = "HEALTHARCHIVE_REPLAYWEBPAGE"


def find_program(named: Path | None) -> Path | None:
    """Return the folder that holds the program: the one *named*, that of the environment, or npm's; None for none."""
    told = os.environ.get(VARIABLE)
    candidates = [named] if named else [*([Path(told)] if told else []), Path("node_modules") / "replaywebpage"]
    return next((one for one in candidates if is_installed(one)), None)


def is_installed(folder: Path) -> bool:
    """Tell whether *folder* holds both files."""
    return all((folder / name).is_file() for name in FILES)


def install(program: Path, published: Path) -> Path:
    """Put the program's files beside the snapshots in *published*; return their folder."""
    target = published / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        fresh = target / f".{name}.new"
        shutil.copyfile(program / name, fresh)
        fresh.replace(target / name)  # readers never get half of a file
    return target


def beside(snapshot: Path) -> Path | None:
    """Return the folder of the program beside a snapshot; None where it is not installed."""
    folder = snapshot.parent / FOLDER
    return folder if is_installed(folder) else None
