// Owns: the byte pipe between a driver and a device, whatever carries it. May import contract and util.
// Implementations: serial.ts, tcp.ts (raw and RFC 2217), virtual.ts. Start reading at `Transport`.
import type { PortInfo } from '../../contract/device.ts';

/** Modem control lines as the host drives them; `true` asserts the line. An absent line keeps its state. */
export interface ModemLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

/**
 * `ok`: the change was handed on; some port servers never say whether they made it.
 * `no-modem-lines`: the line is a pty, a raw TCP socket or another pipe that has none; nothing was changed.
 */
export type SetLinesResult = 'ok' | 'no-modem-lines';

/**
 * An open port. One owner at a time (see lease.ts). All methods reject with a SlipwayError:
 * `port/gone` once the port has vanished, the signal's reason when aborted.
 * Bytes that arrive while nobody reads are kept, up to a limit of 1 MiB (then the oldest are dropped).
 */
export interface Transport extends AsyncDisposable {
  readonly port: PortInfo;
  readonly baudRate: number;
  /** Resolves when the bytes have been handed to the operating system and it can take more. */
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** Resolves with what has arrived, at least one byte; with `undefined` when `timeoutMs` passes first. */
  read(timeoutMs: number, signal?: AbortSignal): Promise<Uint8Array | undefined>;
  /** Throws away what has arrived and not been read. */
  discardInput(): Promise<void>;
  /** Changes the line rate in place; a pipe without a rate accepts any. */
  setBaudRate(baudRate: number, signal?: AbortSignal): Promise<void>;
  setLines(lines: ModemLines, signal?: AbortSignal): Promise<SetLinesResult>;
  /** After the device re-enumerated: closes, waits for the port at the same position, opens it again. */
  reopen(timeoutMs: number, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Opens ports of one kind. Rejects with port/busy, port/forbidden, port/not-found, port/unreachable, port/open-failed. */
export interface TransportOpener {
  open(port: PortInfo, options: { baudRate: number }, signal?: AbortSignal): Promise<Transport>;
}
