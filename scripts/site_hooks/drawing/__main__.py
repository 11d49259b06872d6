"""Lets `python -m site_hooks.drawing` draw the diagrams that have no drawing yet."""

from site_hooks.drawing.cli import main

main()
