// Owns: the numbers of the Telnet COM-PORT-OPTION (RFC 2217 section 3). Imports util only.
// Start reading at `COM_PORT`; rfc2217.ts is the client, rfc2217-server.ts the server.
import { viewOf } from '../util/bytes.ts';
import { OPTION, subnegotiation } from './telnet.ts';

/** Commands of the client; the server answers with the same number plus `SERVER_OFFSET`. */
export const COM_PORT = {
  SIGNATURE: 0,
  SET_BAUDRATE: 1,
  SET_DATASIZE: 2,
  SET_PARITY: 3,
  SET_STOPSIZE: 4,
  SET_CONTROL: 5,
  NOTIFY_LINESTATE: 6,
  NOTIFY_MODEMSTATE: 7,
  SET_LINESTATE_MASK: 10,
  SET_MODEMSTATE_MASK: 11,
  PURGE_DATA: 12,
} as const;
export const SERVER_OFFSET = 100;

/** Values of SET-CONTROL. */
export const CONTROL = {
  REQUEST_FLOW: 0,
  NO_FLOW: 1,
  REQUEST_BREAK: 4,
  BREAK_OFF: 6,
  REQUEST_DTR: 7,
  DTR_ON: 8,
  DTR_OFF: 9,
  REQUEST_RTS: 10,
  RTS_ON: 11,
  RTS_OFF: 12,
} as const;

/** Values of PURGE-DATA. */
export const PURGE = { RECEIVE: 1, TRANSMIT: 2, BOTH: 3 } as const;

export const PARITY_NONE = 1;
export const STOP_BITS_ONE = 1;
export const DATA_BITS_EIGHT = 8;

export function comPortCommand(command: number, ...values: readonly number[]): Uint8Array {
  return subnegotiation(OPTION.COM_PORT, Uint8Array.of(command, ...values));
}

/** Four bytes in network order. */
export function baudRateBytes(baudRate: number): number[] {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, baudRate);
  return [...bytes];
}

export function baudRateOf(value: Uint8Array): number | undefined {
  return value.length >= 4 ? viewOf(value).getUint32(0) : undefined;
}
