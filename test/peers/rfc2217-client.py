# Drives our RFC 2217 server with pyserial's own client. Usage: rfc2217-client.py <url>
# Prints one JSON line: what came back for bytes, rate and lines.
import json
import sys
import serial

port = serial.serial_for_url(sys.argv[1], baudrate=57600, timeout=3)
sent = bytes(range(256)) * 64
got = bytearray()
for at in range(0, len(sent), 1024):
    port.write(sent[at : at + 1024])
    got += port.read(1024)
port.baudrate = 921600
port.dtr = False
port.rts = True
port.rts = False
port.reset_input_buffer()
port.write(b"\xff\xff")
print(json.dumps({"same": bytes(got) == sent, "count": len(got), "escaped": port.read(2).hex(), "baud": port.baudrate}))
port.close()
