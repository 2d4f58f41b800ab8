"""How a paper is written."""
