"""Tells what of a page can be taken home.

A notebook runs in the environment that a reader has installed Jupyter into. The environments that pages name
for all their programs are made from locks without ipykernel, so no kernel can be started in them: such a page
gives its samples only.
"""

from collections.abc import Sequence

from snippets.steps import Step


def has_archive(steps: Sequence[Step]) -> bool:
    """Whether a page runs something."""
    return any(step.kind == "run" for step in steps)


def has_notebook(steps: Sequence[Step]) -> bool:
    """Whether what a page runs finds its packages where Jupyter is."""
    return has_archive(steps) and all(step.kind != "environment" for step in steps)
