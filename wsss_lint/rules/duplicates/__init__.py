"""Papers and rows that are listed twice."""
