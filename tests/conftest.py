"""Fixtures that several files share."""

from tests.hooks import committed_project, hook_config, hook_home

__all__ = ["committed_project", "hook_config", "hook_home"]
