"""``python -m eval`` is ``qiantou eval``."""

import sys

from eval.cli import app
from index.model.errors import QiantouError

try:
    app(prog_name="python -m eval")
except QiantouError as error:
    sys.stderr.write(f"错误：{error}\n")
    sys.exit(1)
