"""wsss-lint: checks and mends curated lists of research papers."""

__version__ = "0.1.0"
#: Written everywhere by ``tools/address.py``, which fails a release while it is a placeholder.
REPOSITORY = "https://github.com/OWNER/wsss-lint"
