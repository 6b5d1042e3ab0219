"""Programs that tests call and that the project's own environment does not hold."""

import shutil
from pathlib import Path

TOOLS = Path(__file__).parents[1] / ".venv-tools" / "bin"
"""Made by `make test` from requirements-tools.lock."""


def tool(name: str) -> str | None:
    """Return the path of a program of the tools' environment, else of this machine; None where there is none."""
    own = TOOLS / name
    return str(own) if own.exists() else shutil.which(name)
