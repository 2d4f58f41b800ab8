"""Rules that need the network: `verify` and `links` report them, `check` never does."""
