"""Train a small neural network and record how it gets on after each epoch."""

# --8<-- [start:network]
import argparse

import mlflow
from passengers import preparation, read
from sklearn.metrics import accuracy_score, log_loss
from sklearn.neural_network import MLPClassifier

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--passengers", required=True, help="the CSV file")
parser.add_argument("--epochs", type=int, default=30, help="how often the network sees all passengers")
arguments = parser.parse_args()

seen, unseen, seen_survived, unseen_survived = read(arguments.passengers)
prepare = preparation()
seen, unseen = prepare.fit_transform(seen), prepare.transform(unseen)
network = MLPClassifier(hidden_layer_sizes=(16,), learning_rate_init=0.01, random_state=7)

with mlflow.start_run():
    mlflow.log_params({"neurons": 16, "learning_rate": 0.01, "epochs": arguments.epochs})
    for epoch in range(1, arguments.epochs + 1):
        network.partial_fit(seen, seen_survived, classes=[0, 1])
        metrics = {
            "training_loss": log_loss(seen_survived, network.predict_proba(seen)),
            "loss": log_loss(unseen_survived, network.predict_proba(unseen)),
            "accuracy": accuracy_score(unseen_survived, network.predict(unseen)),
        }
        mlflow.log_metrics(metrics, step=epoch)
    print(f"epoch {epoch}: loss {metrics['loss']:.3f}, accuracy {metrics['accuracy']:.3f}")
# --8<-- [end:network]
