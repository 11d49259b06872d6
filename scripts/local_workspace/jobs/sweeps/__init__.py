"""Sweep jobs: a search over hyperparameters, each trial of which is a command job of its own."""
