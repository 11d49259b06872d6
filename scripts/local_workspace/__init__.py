"""The Azure Machine Learning REST protocol on 127.0.0.1, with jobs that really run."""
