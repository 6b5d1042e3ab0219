"""Programs of this machine that read files (LibreOffice, antiword, Tesseract, unrar), each within its own limits.

A program works in a folder of its own that is gone afterwards, with a limit of memory and of processor time, and is
ended with all that it started when it takes too long.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LIMITED = 'ulimit -S -v "$1"; ulimit -S -t "$2"; shift 2; exec "$@"'
"""Sets soft limits, which may be above those of the process that reads, never above its hard ones."""
SHELL = "/bin/sh"


@dataclass(frozen=True)
class Program:
    """One call of a program."""

    words: tuple[str, ...]
    seconds: int
    """Until it is ended."""
    megabytes: int = 1024
    """Of address space."""
    most_output: int = 8 * 2**20
    """Bytes that are kept of what it prints."""
    threads: int = 1


@dataclass(frozen=True)
class Done:
    """What came of a call that ended well."""

    output: bytes
    files: Mapping[str, bytes]
    """What it wrote into the folder ``out``, by name, each at most `Program.most_output` bytes."""


def run_program(program: Program, files: Mapping[str, bytes], given: bytes | None = None) -> Done | None:
    """Run a program in a folder that holds *files*, *given* as its input; None where it fails or takes too long."""
    with tempfile.TemporaryDirectory(prefix="healtharchive-") as name:
        folder = Path(name)
        (folder / "out").mkdir()
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        printed = _run(program, folder, given)
        if printed is None:
            return None
        return Done(printed[: program.most_output], _written(folder / "out", program.most_output))


def _written(folder: Path, most: int) -> dict[str, bytes]:
    found = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                found[path.name] = file.read(most)
    return found


def _run(program: Program, folder: Path, given: bytes | None) -> bytes | None:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    environment |= {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": str(program.threads)}
    for kept in ("TESSDATA_PREFIX",):
        if kept in os.environ:
            environment[kept] = os.environ[kept]
    limits = (str(program.megabytes * 1024), str(program.seconds * 2))
    # In a session of its own, so that what the program starts can be ended with it.
    process = subprocess.Popen(
        (SHELL, "-c", LIMITED, SHELL, *limits, *(word.replace("{folder}", folder.as_uri()) for word in program.words)),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(given, timeout=program.seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # What the program left running must not outlive its folder.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    return printed if process.returncode == 0 else None
