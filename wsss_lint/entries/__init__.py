"""Reading entries: tokens, scored candidates for each field, the best reading, the list's habits."""
