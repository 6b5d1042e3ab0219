"""A client that another program generates from the OpenAPI document, asking the running site."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.web.endpoints.api import description
from tests.programs import tool
from tests.web.browsing import serving

GENERATOR = tool("openapi-python-client")
ASKED = """
import json, sys
from client.api.default import export_view, search
from client.client import Client
from client.models import ExportViewFormat, ExportViewView

client = Client(base_url=sys.argv[1])
found = search.sync(client=client, q="y te", size=2)
answer = export_view.sync_detailed(ExportViewView.NOTICES, ExportViewFormat.CSV, client=client)
print(json.dumps({
    "total": found.total,
    "titles": [hit.title for hit in found.hits],
    "status": int(answer.status_code),
    "header": answer.content.decode("utf-8-sig").split(",")[0],
}))
"""


@pytest.mark.slow
@pytest.mark.skipif(GENERATOR is None, reason="openapi-python-client is not installed")
def test_a_generated_client_reads_the_site(sample_archive: Path, tmp_path: Path) -> None:
    with serving(sample_archive) as address:
        document = tmp_path / "openapi.json"
        document.write_text(json.dumps(description(address)), "utf-8")
        folder = tmp_path / "client"
        made = subprocess.run(
            [str(GENERATOR), "generate", "--path", document, "--output-path", folder, "--meta", "none"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stdout
        assert "Unable to parse" not in made.stdout
        python = Path(str(GENERATOR)).with_name("python")
        asked = subprocess.run(
            [str(python if python.exists() else sys.executable), "-c", ASKED, address],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    told = json.loads(asked.stdout)
    assert told["total"] >= len(told["titles"]) > 0
    assert (told["status"], told["header"]) == (200, "id")
