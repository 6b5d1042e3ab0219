"""Crawls onto disks that are too small and then are not any more.

``unshare -m python -m tests.crawling.small_disk FOLDER HOST:PORT`` mounts them in a namespace of its own, so that
nothing is left mounted whatever happens, and leaves under FOLDER, for each case, a report and a copy of the data.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.crawling.crawls import crawl, run

SITE = "vn_quangninh_soyte"
CASES = ("database", "evidence", "both")
KILOBYTES = {"database": 1600, "evidence": 100, "both": 1800}
"""What is on the small disk, and its size: less than half of what the office needs."""


def main() -> None:
    folder, replica = Path(sys.argv[1]), sys.argv[2]
    for case in CASES:
        report = _case(folder / case, case, replica)
        (folder / f"{case}.json").write_text(json.dumps(report))


def _case(folder: Path, case: str, replica: str) -> list[tuple[int, str, str]]:
    data, elsewhere = folder / "data", folder / "elsewhere"
    warc = data / "warc"
    for one in (data, elsewhere):
        one.mkdir(parents=True)
    small = warc if case == "evidence" else data
    small.mkdir(exist_ok=True)
    mount("-t", "tmpfs", "-o", f"size={KILOBYTES[case]}k", "tmpfs", small)
    if case == "database":
        warc.mkdir()
        mount("--bind", elsewhere, warc)
    archive = data / "archive.db"
    log = ("--log-file", str(data / "crawl.log"), "--min-free", "0")
    runs = [crawl(archive, replica, SITE, *log), crawl(archive, replica, SITE, *log)]
    mount("-o", "remount,size=64m", small)
    runs += [crawl(archive, replica, SITE, "--min-free", "0"), run("verify", "--archive", archive)]
    shutil.copytree(data, folder / "kept")
    return [(one.returncode, one.stdout, one.stderr) for one in runs]


def mount(*words: str | Path) -> None:
    subprocess.run(["mount", *words], check=True)


if __name__ == "__main__":
    main()
