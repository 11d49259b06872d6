"""The program of a fine-tuning job: transformers, peft and trl train, MLflow hears of the loss.

It runs with the Python of the language models' environment, as a program of its own, and imports nothing of
the server's: `task.json` says what to do, `refused.txt` what is wrong with the data, the folder that the task
names gets the model.
"""
