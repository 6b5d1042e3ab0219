"""The recipes under `deploy/`: accepted by the programs that they are for, and agreeing with the site."""

import json
import re
import shlex
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
    _assert_accepted((DEPLOY / "nginx.conf").read_text(), tmp_path)


def _assert_accepted(recipe: str, folder: Path) -> None:
    """Let nginx try the recipe as Debian's nginx.conf includes it, with folders that this user may write."""
    # nginx makes the last folder of the cache's path and none above it: Debian's package brings /var/lib/nginx
    assert "proxy_cache_path /var/lib/nginx/healtharchive " in recipe
    included = folder / "healtharchive.conf"
    included.write_text(recipe.replace("/var/lib/nginx/", f"{folder}/"))
    whole = folder / "nginx.conf"
    whole.write_text(
        f"pid {folder}/pid; error_log {folder}/log; events {{ worker_connections 768; }} http {{ "
        f"sendfile on; tcp_nopush on; types_hash_max_size 2048; default_type application/octet-stream; "
        f"ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; access_log {folder}/access; gzip on; "
        f"include {included}; }}"
    )
    done = subprocess.run(["nginx", "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx on this machine")
@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")
def test_nginx_accepts_the_recipe_with_a_certificate(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=archive.example", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    recipe = (DEPLOY / "nginx.conf").read_text().replace("#tls ", "")
    recipe = re.sub(r"(?<=ssl_certificate )\S+(?=;)", str(certificate), recipe)
    _assert_accepted(re.sub(r"(?<=ssl_certificate_key )\S+(?=;)", str(key), recipe), tmp_path)


def test_the_services_of_the_compose_file_run_what_exists() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    assert "PYTHON_DIGEST: ${PYTHON_DIGEST:?" in text
    run = "/opt/venv/bin/python -m crawler "
    commands = [shlex.split(line.split(run)[1].split("||")[0]) for line in text.splitlines() if run in line]
    assert {words[0] for words in commands} == {"crawl", "publish"}
    for words in commands:
        known = CliRunner().invoke(cli, [words[0], "--help"]).output
        assert [word for word in words if word.startswith("--") and word not in known] == []
