"""Serve the flow on this computer, and call it as any program does."""

import sys

sys.path.append(".")
import prompt_flow.settings  # noqa: F401

# isort: split
# --8<-- [start:serve]
import socket
import subprocess
from contextlib import contextmanager

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

HERE = socket.getaddrinfo(None, 0, socket.AF_INET)[0][4][0]  # only this computer reaches it


@contextmanager
def served(flow):
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    where = ["--source", flow, "--host", HERE, "--port", str(port)]
    command = ["pf", "flow", "serve", *where, "--skip-open-browser"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    patient = requests.Session()
    patient.mount("http://", HTTPAdapter(max_retries=Retry(connect=9, backoff_factor=0.2)))
    try:
        patient.get(f"http://{HERE}:{port}/health").raise_for_status()
        yield f"http://{HERE}:{port}"
    finally:
        server.terminate()
        server.wait()


# --8<-- [end:serve]
# --8<-- [start:call]
with served("prompt_flow/answer") as address:
    for question in ("Who founded Lumivik?", ""):
        answer = requests.post(f"{address}/score", json={"question": question}, timeout=180)
        print(answer.status_code, answer.json())
# --8<-- [end:call]
