// Owns: what raw TCP and RFC 2217 have in common: addresses, connecting, writing, and the words for failures.
// May import contract and util. Start reading at `connectSocket`.

import { createConnection, type Socket } from 'node:net';
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { abortable } from '../util/abort.ts';

/** A port server on the same bench answers in milliseconds; longer, and an operator thinks that the station hangs. */
export const CONNECT_TIMEOUT_MS = 5000;
/** A peer that reads nothing may make us keep this much. */
export const MAX_UNSENT_BYTES = 1024 * 1024;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`, with brackets around an IPv6 address; undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  const match = /^(?:\[([0-9a-fA-F:.%]+)\]|([^\s:/[\]]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host && port > 0 && port < 65536 ? { host, port } : undefined;
}

/** Connects; rejects with port/unreachable (refused, unknown name, no answer) or port/not-found (no address). */
export async function connectSocket(
  port: PortInfo,
  signal: AbortSignal | undefined,
  timeoutMs: number = CONNECT_TIMEOUT_MS,
): Promise<Socket> {
  signal?.throwIfAborted();
  const address = parseAddress(port.path);
  if (!address) {
    throw new SlipwayError('port/not-found', say('port-no-host-and-port', { address: port.path }), {
      context: { port: port.id },
    });
  }
  const socket = createConnection({ ...address, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 });
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', (cause) => reject(unreachable(port, reasonOf(cause), cause)));
    socket.setTimeout(timeoutMs, () => reject(unreachable(port, say('reason-no-answer', { timeoutMs }))));
  });
  try {
    await abortable(connected, signal);
  } catch (thrown) {
    socket.destroy();
    throw thrown;
  }
  socket.setTimeout(0);
  return socket;
}

function unreachable(port: PortInfo, reason: Sentence | string, cause?: unknown): SlipwayError {
  return new SlipwayError('port/unreachable', say('port-server-unreachable', { address: port.path, reason }), {
    context: { port: port.id },
    cause,
  });
}

function reasonOf(error: Error): Sentence | string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return say('reason-no-listener');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return say('reason-no-such-name');
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return say('reason-no-way');
  return code || error.message;
}

/** Resolves when the operating system has taken the bytes; `onFailure` gives the error to reject with. */
export function writeSocket(socket: Socket, bytes: Uint8Array, onFailure: (cause: unknown) => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) return reject(onFailure(undefined));
    socket.write(bytes, (cause) => (cause ? reject(onFailure(cause)) : resolve()));
  });
}
