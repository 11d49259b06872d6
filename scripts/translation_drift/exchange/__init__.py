"""Hands blocks to translation tools and takes them back: PO, XLIFF and TMX files."""
