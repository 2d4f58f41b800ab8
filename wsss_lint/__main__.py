"""``python -m wsss_lint``."""

import os
import sys

# `-m` puts the current folder first on the path, and a list's folder is not to be trusted: a
# `json.py` in it would be run. The folder stays only when wsss_lint itself lies in it.
_here = os.path.realpath(sys.path[0] or ".") if sys.path else ""
if sys.path and _here != os.path.dirname(os.path.dirname(os.path.realpath(__file__))):  # noqa: PTH120
    del sys.path[0]

from wsss_lint.cli.main import entry  # noqa: E402

entry()
