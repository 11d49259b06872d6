"""A stand-in for `az`: the commands that the handbook teaches, over the SDK's loaders, run locally."""
