"""The command behind ./scripts/move-pins."""

from pins.cli import main

main()
