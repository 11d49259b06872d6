"""Serves one language model on a free port of 127.0.0.1 until its process is ended.

    python chat_server.py PORT_FILE MODEL_FOLDER

`GET /` is answered once the model is loaded. `POST /generate` takes messages and settings and answers one
JSON document a line: pieces of `text`, then the `end`; an empty line says that it still works. Whoever hangs
up is not answered further. Conversations are answered one after the other, in the order in which they come.
"""

# pyright: basic, reportMissingImports=false

import json
import os
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue

os.environ.update(HF_HUB_OFFLINE="1", OMP_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")

from generation import Conversation, Model

HEARTBEAT = 0.5
"""Seconds without a word after which an empty line is sent: it finds out who has hung up."""


class Server(ThreadingHTTPServer):
    """A model, and the conversations that wait for it."""

    daemon_threads = True

    def __init__(self, model: Model) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.model = model
        self.waiting: Queue = Queue()
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            conversation = self.waiting.get()
            if conversation.abandoned.is_set():
                continue
            try:
                self.model.answer(conversation)
            except Exception as error:
                traceback.print_exc()
                conversation.events.put({"error": f"{type(error).__name__}: {error}"})


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: Server

    def do_GET(self) -> None:
        """Say that the model is loaded."""
        self._answer(200, {"context": self.server.model.context})

    def do_POST(self) -> None:
        """Answer a conversation."""
        order = json.loads(self.rfile.read(int(self.headers["content-length"])))
        prompt, context = self.server.model.prompt(order["messages"]), self.server.model.context
        sizes = {"context": context, "prompt_tokens": len(prompt)}
        if len(prompt) + (order["settings"]["max_tokens"] or 1) > context:
            self._answer(400, sizes)
            return
        conversation = Conversation(prompt, order["settings"])
        self.server.waiting.put(conversation)
        self.send_response(200)
        self.end_headers()
        try:
            self._write(sizes)
            self._pass_on(conversation)
        except OSError:
            conversation.abandoned.set()

    def _pass_on(self, conversation: Conversation) -> None:
        while True:
            try:
                event = conversation.events.get(timeout=HEARTBEAT)
            except Empty:
                self.wfile.write(b"\n")
                continue
            self._write(event)
            if "text" not in event:
                return

    def _write(self, document: dict) -> None:
        self.wfile.write(json.dumps(document).encode() + b"\n")

    def _answer(self, status: int, document: dict) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Leave the log to what goes wrong."""


def main(port_file: Path, model: Path) -> None:
    """Load, and say where it listens."""
    server = Server(Model(model))
    written = port_file.with_name(f"{port_file.name}.new")
    written.write_text(str(server.server_address[1]), "ascii")
    written.replace(port_file)
    server.serve_forever()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
