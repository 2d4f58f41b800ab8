"""Fixtures that several files share."""

import os

from hypothesis import settings

from tests.hooks import committed_project, hook_config, hook_home

__all__ = ["committed_project", "hook_config", "hook_home"]

# The same examples on every machine and in every run, so that a fresh clone is never red by chance.
# `HYPOTHESIS_PROFILE=random` looks for new ones.
settings.register_profile("default", derandomize=True, database=None)
settings.register_profile("random", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
