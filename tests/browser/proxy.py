"""A small reverse proxy with TLS of its own: what Caddy or nginx does for a house, as little of it as a test needs."""

import re
import socket
import ssl
import subprocess
import threading
from contextlib import closing, suppress
from pathlib import Path


class Proxy:
    """Listens on a port of localhost; `strip` is the path that it takes off before the house sees it."""

    def __init__(self, folder: Path, strip: str = "") -> None:
        self.strip, self.house = strip, 0
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(throwaway(folder))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def open_to(self, house: int) -> None:
        """Pass every call on to this port, each on a thread and a connection of its own."""
        self.house = house
        threading.Thread(target=self.listen, daemon=True).start()

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self.serve, args=self.listener.accept(), daemon=True).start()

    def serve(self, plain: socket.socket, caller: tuple) -> None:
        with suppress(OSError), closing(self.tls.wrap_socket(plain, server_side=True)) as line:
            said = request(line)
            with closing(socket.create_connection(("127.0.0.1", self.house))) as house:
                house.sendall(self.passed_on(said, caller[0]))
                while piece := house.recv(65_536):
                    line.sendall(piece)

    def passed_on(self, said: bytes, caller: str) -> bytes:
        """The request with the proxy's own word for who called and how, and a connection for it alone."""
        head, _, body = said.partition(b"\r\n\r\n")
        first, *fields = head.decode("latin-1").split("\r\n")
        method, path, version = first.split(" ")
        path = re.sub(f"^{self.strip}(?=/|\\?|$)", "", path) if self.strip else path
        path = path if path.startswith("/") else f"/{path}"
        mine = ("x-forwarded-", "connection:", "upgrade")
        kept = [field for field in fields if not field.lower().startswith(mine)]
        kept += [f"X-Forwarded-For: {caller}", "X-Forwarded-Proto: https", "Connection: close"]
        return "\r\n".join([f"{method} {path} {version}", *kept, "", ""]).encode("latin-1") + body


def request(line: socket.socket) -> bytes:
    """The whole of it; one thread does all for a line, for TLS is not to be read and written at once."""
    said, size = b"", 0
    while not size or len(said) < size:
        piece = line.recv(65_536)
        if not piece:
            raise ConnectionError
        said += piece
        if not size and (end := said.find(b"\r\n\r\n") + 4) > 3:
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", said[:end])
            size = end + (int(length[1]) if length else 0)
    return said


def throwaway(folder: Path) -> Path:
    """A key and a certificate for localhost that nobody trusts, good for a day."""
    file = folder / "tls.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", str(folder / "certificate.pem")]
    subprocess.run(["openssl", *words.split(), *names], check=True, capture_output=True)
    file.write_text(file.read_text() + (folder / "certificate.pem").read_text())
    return file
