"""Planted defects: does each class of mistake get found, where it is, and nothing else?

``python -m tests.planting`` prints the table. A planter (`planters/`) takes a clean list and a
random place and says which edits put one mistake there and which text a finding has to underline.
"""
