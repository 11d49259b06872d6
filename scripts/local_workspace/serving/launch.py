"""Runs the inference server of a deployment on a free port of 127.0.0.1, in the deployment's environment.

    python launch.py PORT_FILE --entry_script score.py

The server itself would listen on all addresses of the computer and on a port that has to be free. Here the
socket is bound first and handed over as systemd hands over sockets (gunicorn 26.2, gunicorn/systemd.py).
"""

# pyright: basic, reportMissingImports=false

import os
import socket
import sys

ABSENT = (
    "A required package, azureml-inference-server-http, is not in the environment of this deployment: "
    "add it to the pip packages of the conda file."
)


def listen(port_file):
    """Bind a free port as file descriptor 3, and write the port to a file."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    descriptor = listener.detach()
    if descriptor != 3:
        os.dup2(descriptor, 3)
        os.close(descriptor)
    os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
    with open(port_file + ".new", "w", encoding="ascii") as file:
        file.write(str(port))
    os.replace(port_file + ".new", port_file)


if __name__ == "__main__":
    del sys.path[0]  # the neighbours of this file are no modules of the user's
    try:
        from azureml_inference_server_http import amlserver
    except ModuleNotFoundError as error:
        sys.exit(f"{ABSENT} ({error})")
    listen(sys.argv.pop(1))
    amlserver.run()
