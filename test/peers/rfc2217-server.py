# A port server made of pyserial's rfc2217.PortManager in front of a pty, for our RFC 2217 client.
# Usage: rfc2217-server.py <device>. Prints `listening <port>`, then each change of rate and line; serves one client.
import errno
import socket
import sys
import threading
import serial
import serial.rfc2217


class Port(serial.Serial):
    """A pty has no modem lines: note what they would be."""

    def _update_dtr_state(self):
        print(f"dtr {int(self._dtr_state)}", flush=True)

    def _update_rts_state(self):
        print(f"rts {int(self._rts_state)}", flush=True)

    def _reconfigure_port(self, *args, **kwargs):
        super()._reconfigure_port(*args, **kwargs)
        print(f"baud {self._baudrate}", flush=True)


class Modem:
    cts = dsr = cd = True
    ri = False


class Link:
    def __init__(self, connection):
        self.connection, self.lock = connection, threading.Lock()

    def write(self, data):
        with self.lock:
            self.connection.sendall(data)


listener = socket.create_server(("127.0.0.1", 0))
print(f"listening {listener.getsockname()[1]}", flush=True)
connection, _ = listener.accept()
port = Port(sys.argv[1], timeout=0.05)
for name in ("cts", "dsr", "cd", "ri"):
    setattr(Port, name, getattr(Modem, name))
link = Link(connection)
manager = serial.rfc2217.PortManager(port, link)


def upstream():
    while True:
        data = port.read(port.in_waiting or 1)
        if data:
            link.write(b"".join(manager.escape(data)))


threading.Thread(target=upstream, daemon=True).start()
try:
    while data := connection.recv(4096):
        port.write(b"".join(manager.filter(data)))
except OSError as error:
    if error.errno not in (errno.ECONNRESET, errno.EPIPE):
        raise
