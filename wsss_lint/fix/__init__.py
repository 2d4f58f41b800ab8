"""Fixes: which may be written, how they are applied, and the proof that they harmed nothing."""
