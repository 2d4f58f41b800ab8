"""How lists are written: the template language, presets, inference."""
