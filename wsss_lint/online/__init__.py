"""The only wing that uses the network; nothing on the way of `check` imports it."""
