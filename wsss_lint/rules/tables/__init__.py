"""Rules about result tables."""
