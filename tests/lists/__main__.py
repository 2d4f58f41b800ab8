"""Print the table of docs/formats.md."""

from tests.lists import table

print(table(), end="")
