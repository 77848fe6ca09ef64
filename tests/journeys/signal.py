"""A phone's signal: a way to the server that can be cut, and that can lose answers."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Signal:
    """Passes connections on to a server. `cut()`: nobody gets through. `lose_answers()`: what is asked arrives, what is answered does not."""

    def __init__(self, server_url: str):
        self.server = ("127.0.0.1", urlsplit(server_url).port)
        self.state = "on"
        self.open: set[socket.socket] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self._welcome, daemon=True).start()

    def cut(self) -> None:
        self._become("cut")

    def lose_answers(self) -> None:
        self._become("deaf")

    def restore(self) -> None:
        self._become("on")

    def close(self) -> None:
        self._become("cut")
        self.door.close()

    def _become(self, state: str) -> None:
        self.state = state
        for each in list(self.open):
            _end(each)

    def _welcome(self) -> None:
        while True:
            try:
                client, _ = self.door.accept()
            except OSError:
                return
            if self.state == "cut":
                _end(client)
                continue
            server = socket.create_connection(self.server)
            self.open |= {client, server}
            for source, target, answers in ((client, server, False), (server, client, True)):
                threading.Thread(target=self._pass, args=(source, target, answers), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if answers and self.state == "deaf":
                    break
                target.sendall(data)
        for each in (source, target):
            _end(each)
            self.open.discard(each)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
