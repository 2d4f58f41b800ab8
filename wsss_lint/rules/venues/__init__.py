"""Rules about venues and years."""
