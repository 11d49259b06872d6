"""Scores files in batches: an invocation of a batch endpoint is a job which runs to its end.

A model deployment is a pipeline of one step, `batchscoring`, whose program (``driver.py``) hands files in
mini-batches to the scoring script; a pipeline deployment runs its component. The jobs are those of ``jobs``.
"""
