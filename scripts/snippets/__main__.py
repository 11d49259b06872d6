"""Lets `python -m snippets` work."""

import sys

from snippets.cli import main

sys.exit(main())
