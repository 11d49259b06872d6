"""MLflow tracking: MLflow's own server in a process of its own, behind the routes that Azure ML serves."""
