"""Print the tables of docs/formats.md: coverage, or ``--accuracy`` of the fields."""

import sys

from tests.lists import table
from tests.lists.accuracy import accuracy_table

print(accuracy_table() if "--accuracy" in sys.argv else table(), end="")
