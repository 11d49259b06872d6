"""MLflow tracking: MLflow's own server code in a process of its own, behind the routes that Azure ML serves."""
