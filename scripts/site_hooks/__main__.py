"""Lets `python -m site_hooks` build and serve the site."""

from site_hooks.cli import main

main()
