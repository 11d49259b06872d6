"""Jobs that really run: a queue, a process for each, its environment, its inputs and its outputs."""
