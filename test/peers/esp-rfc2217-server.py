# Runs esptool's esp_rfc2217_server as it is, but for the address that it listens on: this machine alone.
# Usage: esp-rfc2217-server.py <the program> <its arguments>…
import runpy
import socket
import sys

listen_anywhere = socket.socket.bind
socket.socket.bind = lambda self, address: listen_anywhere(self, ("127.0.0.1", address[1]))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
