"""Finds the links of the pages that lead out of the site, and checks that something is still there."""
