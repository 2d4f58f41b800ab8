"""wsss-lint: checks and mends curated lists of research papers."""

__version__ = "0.1.0"
