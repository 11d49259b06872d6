"""The command behind ./scripts/links."""

from external_links.cli import main

main()
