"""Rules that hold the list and its result tables against each other."""
