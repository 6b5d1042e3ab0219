"""What `pip install` gives is whole: the built wheel, in an environment and a folder of its own, does all its work."""

import subprocess
import sys
import sysconfig
import urllib.request
from pathlib import Path

import pytest

from tests.web.browsing import serving_by

ROOT = Path(__file__).parents[1]


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]  # options of subprocess.run
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into an empty environment; return the installed command."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)])
    (wheel,) = folder.glob("healtharchive-*.whl")
    environment = folder / "environment"
    run([sys.executable, "-m", "venv", "--without-pip", str(environment)])
    run([*pip, "--python", str(environment / "bin" / "python"), "install", "--no-deps", str(wheel)])
    return environment / "bin" / "healtharchive"


@pytest.mark.slow
def test_the_wheel_crawls_publishes_and_serves_in_an_empty_folder(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the libraries of this environment, but not the checkout that is installed in it: its finder is not on this path
    monkeypatch.setenv("PYTHONPATH", sysconfig.get_path("purelib"))
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    where = run([str(program.with_name("python")), "-c", "import crawler; print(crawler.__file__)"], cwd=tmp_path)
    assert where.startswith(str(program.parents[1]))
    run([str(program), "demo", "--no-serve"], cwd=tmp_path)
    assert "Published" in run([str(program), "publish"], cwd=tmp_path)
    command = [str(program), "serve", "--public", "--archive", "published/archive.db", "--port", "0"]
    with serving_by(command, cwd=tmp_path) as address:
        for path in (
            "/",
            "/assets/site.css",
            "/archive?lang=vi",
            "/archive/articles/1?lang=zh",
            "/export/notices.parquet",
        ):
            with urllib.request.urlopen(address + path, timeout=30) as answer:
                assert answer.status == 200
