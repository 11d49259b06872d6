"""Chat completions: what a request may say, what is answered, and the process in which the model answers."""
