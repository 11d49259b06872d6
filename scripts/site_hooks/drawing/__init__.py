"""Draws Mermaid diagrams once, on a contributor's machine, into SVGs that are committed."""
