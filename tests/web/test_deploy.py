"""The recipes under `deploy/`: accepted by the programs that they are for, and agreeing with the site."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import cli

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_the_container_is_pinned_and_not_root() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    (base,) = [line for line in lines if line.startswith("FROM ")]
    assert re.search(r":\d+\.\d+\.\d+-", base)
    assert "USER 10001" in lines
    assert any("--require-hashes" in line for line in lines)
    copied = [part for line in lines if line.startswith("COPY ") for part in line.split()[1:-1]]
    assert [part for part in copied if not (DEPLOY.parent / part).exists()] == []


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
