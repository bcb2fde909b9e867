// Owns: the far end of a virtual line, as the virtual bench's emulators implement it. Imports nothing.
// transport/virtual.ts puts a line model (rate, latency, buffering, faults of the cable) between this and a Transport;
// the same line can stand behind TCP, RFC 2217 or a pty. Start reading at `VirtualDevice`.

/** What the device may do to its end of the line. */
export interface DeviceLine {
  /** Sends to the host at the device's own line rate. */
  send(bytes: Uint8Array): void;
  /** The USB side vanishes, as when the chip resets its USB or the cable is pulled; the port goes away. */
  detach(): void;
  /** The port comes (back). */
  attach(): void;
}

/** An emulated device. Calls come in the order in which the wire would deliver them. */
export interface VirtualDevice {
  connect(line: DeviceLine): void;
  /** Bytes from the host, after the line's rate and latency. */
  receive(bytes: Uint8Array): void;
  /** DTR and RTS as the host drives them. */
  setLines(lines: { readonly dtr: boolean; readonly rts: boolean }): void;
  /** The rate that the device's UART runs at now; the line garbles bytes when the host's differs by more than 3 %. */
  readonly baudRate: number;
  /** Power: a unit that is pulled out loses it in the middle of whatever it does. */
  setPower(isOn: boolean): void;
}

/** How the line behaves. `baudLimit`: undefined is an unlimited line (USB, in process). */
export interface LineModel {
  /** `uart`: 10 bits per byte at the current baud rate. `unlimited`: as fast as the process. */
  readonly rate: 'uart' | 'unlimited';
  /** One-way delay in ms, as a USB-serial adapter's latency timer adds towards the host. */
  readonly latencyMs: number;
  /** Bytes that the adapter takes before `write` waits. */
  readonly bufferBytes: number;
}
