"""Mistakes of the page: headings, its table of contents, links into it, its size."""
