"""Tells which block of which translation no longer says what the English page says."""
