// Owns: the host's end of a line, before it is a Transport: what a bridge (TCP, RFC 2217, pty) carries elsewhere.
// May import contract and util. Start reading at `HostEndpoint`.
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Unsubscribe } from '../util/emitter.ts';
import type { ModemLines } from './transport.ts';

/** One user at a time: the virtual bus, or one bridge. */
export interface HostEndpoint {
  readonly isAttached: boolean;
  readonly baudRate: number;
  readonly lines: { readonly dtr: boolean; readonly rts: boolean };
  /** Resolves when the adapter has taken all bytes; rejects with port/gone. */
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  onData(listener: (bytes: Uint8Array) => void): Unsubscribe;
  setLines(lines: ModemLines): void;
  /** Bytes that the adapter has taken before keep the rate that they were written at. */
  setBaudRate(baudRate: number): void;
  /** Throws away what the adapter has taken and not yet sent. */
  discardOutput(): void;
  onAttach(listener: () => void): Unsubscribe;
  onDetach(listener: () => void): Unsubscribe;
  /** The user of the endpoint goes: both lines are released, as a tty does with HUPCL (termios(3)). */
  close(): void;
}

export const portGone = (where: string, cause?: unknown): SlipwayError =>
  new SlipwayError('port/gone', say('port-vanished', { port: where }), { cause });
