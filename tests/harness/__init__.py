"""Does `--fix` ever harm? Damaged and foreign entries are put into lists, fixed, and judged twice.

``python -m tests.harness --entries 20000`` prints a table. The judges are the fixer's own rendering
proof, asked once more of the whole file, and pulldown-cmark, which the fixer does not know.
"""
