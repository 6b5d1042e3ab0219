"""The recipes under `deploy/`: accepted by the programs that they are for, and agreeing with the site."""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import cli
from tests.web.browsing import serving_by

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_the_container_is_pinned_and_not_root() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    (base,) = [line for line in lines if line.startswith("FROM ")]
    # no digest has a default: one that nobody checked would only look pinned
    assert re.search(r":\d+\.\d+\.\d+-[a-z]+-[a-z]+@\$\{PYTHON_DIGEST\}$", base)
    assert lines.index("ARG PYTHON_DIGEST") < lines.index(base)
    assert lines.index("USER 10001") < next(n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT"))
    assert any("--require-hashes" in line for line in lines)


def test_what_the_container_copies_is_enough_to_serve(sample_archive: Path, tmp_path: Path) -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    for line in lines:
        if line.startswith("COPY "):
            *sources, target = line.split()[1:]
            for source in sources:
                here = DEPLOY.parent / source
                if here.is_dir():
                    shutil.copytree(here, tmp_path / target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(here, tmp_path / target)
    (entrypoint,) = [json.loads(line.removeprefix("ENTRYPOINT ")) for line in lines if line.startswith("ENTRYPOINT ")]
    assert entrypoint[-2:] == ["--archive", "/published/archive.db"]
    command = [sys.executable, *entrypoint[1:-1], str(sample_archive), "--host", "127.0.0.1", "--port", "0"]
    with serving_by(command, cwd=tmp_path) as address:
        for path in ("/", "/assets/site.css", "/status", "/archive?lang=vi"):
            with urllib.request.urlopen(address + path, timeout=30) as answer:
                assert answer.status == 200
    where = subprocess.run(
        [sys.executable, "-c", "import crawler; print(crawler.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(tmp_path))


@pytest.mark.parametrize("file", ["Containerfile", "healtharchive-site.service"])
def test_the_recipes_use_options_that_exist(file: str) -> None:
    text = (DEPLOY / file).read_text()
    commands = {"serve": CliRunner().invoke(cli, ["serve", "--help"]).output}
    commands["publish"] = CliRunner().invoke(cli, ["publish", "--help"]).output
    used = set(re.findall(r"--(?:public|host|port|archive|to|restart|check-url)\b", text))
    assert used
    assert [option for option in used if option not in commands["serve"] + commands["publish"]] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    # a unit is refused when its program is missing, so a present one stands in for it
    unit = (DEPLOY / "healtharchive-site.service").read_text()
    copy = tmp_path / "healtharchive-site.service"
    copy.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit, flags=re.MULTILINE))
    done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False)
    assert "healtharchive-site.service:" not in done.stderr


@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx on this machine")
def test_nginx_accepts_the_recipe(tmp_path: Path) -> None:
    recipe = (DEPLOY / "nginx.conf").read_text().replace("/var/cache/nginx/healtharchive", str(tmp_path / "cache"))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ {recipe} }}")
    done = subprocess.run(["nginx", "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
