"""The program that searches for a model: it runs in the process and the environment of the AutoML job.

The folder is copied into the job's working directory and started there as `python -m automl_search`; it knows
nothing of the server. It is told what to do by `task.json`, says what it does in `events.jsonl`, one document
a line, and finds the server's answers in the folder `answers`.
"""
