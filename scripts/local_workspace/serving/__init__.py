"""Serves models: the processes behind online deployments, started, asked, scaled and ended.

Each instance of a deployment is Microsoft's own inference server (azureml-inference-server-http) in the
environment of the deployment, under a supervisor that ends it with the workspace's server, however that ends.
"""
