// Owns: a host endpoint behind a pseudo-terminal, so that any serial program reaches the virtual bench.
// May import contract and util; the only importer of node-pty. Start reading at `openPtyBridge`.
//
// node-pty starts a program in a pseudo-terminal of its own; here that program makes the terminal raw, so that nothing
// which the device sends is echoed back to it, and then only keeps its end open, so that the node stays while other
// programs open and close it. We write to our end ourselves: node-pty would retry for ever where nobody reads.
import { write } from 'node:fs';
import type { IPty } from 'node-pty';
import * as z from 'zod';
import type { HostEndpoint } from './host-endpoint.ts';
import { MAX_UNSENT_BYTES } from './socket.ts';

/** A pty has neither modem lines nor a rate of its own: put a line of rate `unlimited` behind it, or serve RFC 2217. */
export interface PtyBridge extends AsyncDisposable {
  readonly kind: 'open';
  /** Device node for the other program, such as /dev/pts/3. */
  readonly path: string;
  close(): Promise<void>;
}

export interface PtyNotAvailable {
  readonly kind: 'not-available';
  readonly why: string;
}

const readyWord = 'slipway-pty-ready';
const keeper = ['-c', `stty raw -echo && printf ${readyWord} && exec sleep 2147483647`];
/** How long the shell may take to set the terminal raw. */
const readyTimeoutMs = 5_000;
/** The buffer of the tty is full: how soon we look again. */
const retryMs = 2;

/** What node-pty's terminal has on Unix beside its published type (lib/unixTerminal.js, version 1.1). */
const unixPtySchema = z.object({ fd: z.int().nonnegative(), ptsName: z.string().startsWith('/') });

/** The node stays while the device detaches; bytes are dropped meanwhile. */
export async function openPtyBridge(endpoint: HostEndpoint): Promise<PtyBridge | PtyNotAvailable> {
  if (process.platform === 'win32') return { kind: 'not-available', why: 'Windows has no pseudo-terminals for ports.' };
  let pty: IPty;
  try {
    const { spawn } = await import('node-pty');
    pty = spawn('/bin/sh', keeper, { encoding: null, env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' } });
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown);
    return { kind: 'not-available', why: `node-pty does not work here (${why}); it needs a C++ compiler to install.` };
  }
  const exited = new Promise<void>((resolve) => pty.onExit(() => resolve()));
  const terminal = unixPtySchema.safeParse(pty);
  if (!terminal.success || !(await isReady(pty, exited))) {
    pty.kill();
    return { kind: 'not-available', why: 'The pseudo-terminal could not be set raw; `stty` and `sleep` are needed.' };
  }
  const stop = carry(endpoint, pty, terminal.data.fd);
  // Where somebody ends the keeper, its descriptor is closed, and its number is soon that of another file.
  void exited.then(stop);
  endpoint.setLines({ dtr: true, rts: true });

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      stop();
      pty.kill('SIGKILL');
      await exited;
      endpoint.close();
    })();
    return closing;
  };
  return { kind: 'open', path: terminal.data.ptsName, close, [Symbol.asyncDispose]: close };
}

async function isReady(pty: IPty, exited: Promise<void>): Promise<boolean> {
  const word = Promise.withResolvers<boolean>();
  let text = '';
  const listening = pty.onData((bytes) => {
    text += String(bytes);
    if (text.includes(readyWord)) word.resolve(true);
  });
  const timer = setTimeout(() => word.resolve(false), readyTimeoutMs);
  try {
    return await Promise.race([word.promise, exited.then(() => false)]);
  } finally {
    clearTimeout(timer);
    listening.dispose();
  }
}

function carry(endpoint: HostEndpoint, pty: IPty, fd: number): () => void {
  const closed = new AbortController();
  const towardsUnit = pty.onData((data) => {
    // With `encoding: null` these are bytes, whatever the published type says.
    const bytes = Uint8Array.from(Buffer.from(data));
    pty.pause();
    const resume = () => {
      if (!closed.signal.aborted) pty.resume();
    };
    endpoint.write(bytes, closed.signal).then(resume, resume);
  });
  const writer = createPtyWriter(fd, closed.signal);
  const stopData = endpoint.onData(writer);
  return () => {
    stopData();
    towardsUnit.dispose();
    closed.abort();
  };
}

/** Writes in order; what nobody reads is lost, as with a UART, and never fills our memory. */
function createPtyWriter(fd: number, closed: AbortSignal): (bytes: Uint8Array) => void {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isWriting = false;

  function next(): void {
    const [bytes] = waiting;
    isWriting = bytes !== undefined && !closed.aborted;
    if (bytes === undefined || closed.aborted) return;
    write(fd, bytes, (error, written) => {
      if (error !== null && error.code !== 'EAGAIN') return drop();
      const done = error === null ? written : 0;
      waitingBytes -= done;
      if (done === bytes.length) waiting.shift();
      else if (done > 0) waiting[0] = bytes.subarray(done);
      if (error === null) next();
      else setTimeout(next, retryMs).unref();
    });
  }

  /** The terminal is gone. */
  function drop(): void {
    waiting.length = 0;
    waitingBytes = 0;
    isWriting = false;
  }

  return (bytes) => {
    if (closed.aborted || waitingBytes + bytes.length > MAX_UNSENT_BYTES) return;
    waiting.push(bytes.slice());
    waitingBytes += bytes.length;
    if (!isWriting) next();
  };
}
