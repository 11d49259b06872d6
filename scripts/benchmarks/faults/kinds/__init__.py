"""The kinds of seeded faults: every module here registers some, and nothing else lists them."""
