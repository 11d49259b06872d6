"""Jobs of automated machine learning: FLAML searches in a process of the job, each trial is a child job."""
