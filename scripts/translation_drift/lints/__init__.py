"""One lint rule a module."""
