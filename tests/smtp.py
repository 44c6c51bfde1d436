"""A mail server that answers each recipient with one line, and takes what it is sent."""

from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@contextmanager
def mail_server(answer):
    """The port at which it listens. `answer` is what it says to a recipient, as `550 5.1.1 No such person`."""

    class Talk(StreamRequestHandler):
        def handle(self):
            self.say("220 Good day")
            for line in self.rfile:
                command = line[:4].upper().strip()
                self.say({b"RCPT": answer, b"QUIT": "221 Goodbye"}.get(command, "250 Yes"))
                if command == b"QUIT":
                    return

        def say(self, words):
            self.wfile.write(f"{words}\r\n".encode())

    with ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
