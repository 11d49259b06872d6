"""Pipeline jobs: a graph of steps, each a job of its own that is started when what it reads is there."""
