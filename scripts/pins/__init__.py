"""Moves the pinned version of a package everywhere it stands, and tells what the new version breaks."""
