"""Rules about BibTeX in fenced blocks."""
