"""Where papers appear: the registry of venues, venue-and-year strings, facts in links.

The facts are in `venues.tsv`, one venue a line; the keys of its ``sources`` column are spelt
out in `sources.tsv`. Its columns:

code            the short form that the field writes
kind            conference, journal, preprint or other
years           when it was held or published, see `wsss_lint.venues.years`
check           hard: a year outside is an error; soft: only before the first year; off: unknown
confidence      high, medium or low, by the sources
name            the entire name
other names     entire names and other forms that stand in their own right, never called wrong
variants        short forms that mean the same; the code replaces them where a list uses both
misspellings    slips so common that they are known
former codes    ``NIPS<2018``: the code NIPS was right for editions before 2018
case            exact: the code is also a word (CASE, LoG), so only this very spelling is meant
"""
