"""Mounts and networks of a test's own, which end with it."""

import subprocess

import pytest

PREFIXES = {
    "--mount": ("mount", "-t", "tmpfs", "tmpfs", "/mnt"),
    "--net": ("true",),
}
"""Kind of namespace → what has to work in it."""


def namespace(kind: str) -> list[str]:
    """Return the command that runs another in a namespace of *kind*: as root, or as anybody where that is allowed."""
    for words in (["unshare", kind], ["unshare", kind, "--map-root-user"]):
        tried = subprocess.run([*words, *PREFIXES[kind]], capture_output=True, check=False)
        if tried.returncode == 0:
            return words
    pytest.skip(f"this machine allows nobody `unshare {kind}`, not even --map-root-user")
