"""The archive and the sample archive of tests/archive."""

from tests.archive.conftest import archive, sample_path

__all__ = ["archive", "sample_path"]
