"""Runs the command as `python -m translation_drift`."""

from translation_drift.cli import main

main()
