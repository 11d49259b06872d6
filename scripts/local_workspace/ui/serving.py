"""Serves the page on a free port of 127.0.0.1, in a thread of the server."""

from __future__ import annotations

import socket
import threading

import uvicorn

from local_workspace.services import Services
from local_workspace.ui.routes import make_page


def serve_page(services: Services) -> str:
    """Serve the page until the services close; returns its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        make_page(services), log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="page", daemon=True)

    def stop() -> None:
        server.should_exit = True
        thread.join()

    services.on_close(stop)
    thread.start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"
