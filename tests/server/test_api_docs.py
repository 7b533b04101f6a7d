"""The examples of docs/api.md, run as they stand against a live server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.fakes import HUNAN

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLES = re.findall(r"^```(bash|python|javascript)\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.M | re.S)
COMMANDS = {
    "bash": ["bash", "-euc"],
    "python": [sys.executable, "-c"],
    "javascript": ["node", "--input-type=module", "-e"],
}


@pytest.mark.parametrize(("language", "code"), EXAMPLES)
def test_the_example_works(address, tmp_path, language, code):
    program = COMMANDS[language][0]
    needed = ["curl"] if language == "bash" else [program]
    if not all(shutil.which(name) for name in needed):
        pytest.skip(f"{needed} is not installed")
    (tmp_path / "notice.txt").write_bytes(HUNAN.read_bytes() + b"\n")
    code = code.replace("http://127.0.0.1:8000", address)
    done = subprocess.run([*COMMANDS[language], code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or (tmp_path / "ledger.xlsx").stat().st_size > 0
