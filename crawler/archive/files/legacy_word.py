"""Old Word files (.doc): read by antiword where it is installed, else left without text."""

import shutil
import subprocess
import tempfile

SECONDS = 20


def doc_text(body: bytes) -> str | None:
    """Return the text of an old Word file; None when antiword is not installed or cannot read it."""
    program = shutil.which("antiword")
    if program is None:
        return None
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(body)
        file.flush()
        try:
            done = subprocess.run(
                [program, "-m", "UTF-8.txt", file.name], capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return None
    text = done.stdout.decode("utf-8", "replace").strip()
    return text if done.returncode == 0 and text else None
