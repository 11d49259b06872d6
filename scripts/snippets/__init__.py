"""Runs every fence of every page and compares what it prints and does."""
