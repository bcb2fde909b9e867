// Owns: a host endpoint behind a pseudo-terminal, so that any serial program reaches the virtual bench.
// May import contract and util. Start reading at `openPtyBridge`.
//
// socat makes the pty: node-pty's `open` gives a master whose writes block the whole process once the buffer of the
// tty is full (libuv marks pty masters as blocking), and reads from the slave itself. socat also sets the slave raw,
// so that nothing which the device sends is echoed back to it before a program opens the port.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
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

type Socat = ChildProcessByStdio<Writable, Readable, Readable>;

/** The node stays while the device detaches; bytes are dropped meanwhile. */
export async function openPtyBridge(endpoint: HostEndpoint): Promise<PtyBridge | PtyNotAvailable> {
  if (process.platform === 'win32') return { kind: 'not-available', why: 'Windows has no pseudo-terminals for ports.' };
  const socat: Socat = spawn('socat', ['-d', '-d', 'STDIO', 'PTY,raw,echo=0'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => {
    socat.once('close', () => resolve());
    socat.once('error', () => resolve());
  });
  const path = await Promise.race([nodeOf(socat), exited.then(() => undefined)]);
  if (path === undefined) {
    return { kind: 'not-available', why: 'socat does not run here; install it with your package manager.' };
  }
  const stop = carry(endpoint, socat);
  endpoint.setLines({ dtr: true, rts: true });

  async function close(): Promise<void> {
    stop();
    if (socat.exitCode === null && socat.signalCode === null) socat.kill();
    await exited;
    endpoint.close();
  }
  return { kind: 'open', path, close, [Symbol.asyncDispose]: close };
}

/** socat tells on stderr `N PTY is /dev/pts/3`, then sets it raw, then `N starting data transfer loop`. */
function nodeOf(socat: Socat): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socat.stderr.on('data', (part) => {
      if (text.length < 4096) text += String(part);
      const path = /PTY is (\S+)\s/.exec(text)?.[1];
      if (path && text.includes('starting data transfer loop')) resolve(path);
    });
  });
}

function carry(endpoint: HostEndpoint, socat: Socat): () => void {
  const closed = new AbortController();
  const ignore = () => undefined;
  socat.stdin.on('error', ignore);
  socat.stdout.on('data', (bytes: Buffer) => {
    socat.stdout.pause();
    const resume = () => socat.stdout.resume();
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    endpoint.write(plain, closed.signal).then(resume, resume);
  });
  const stopData = endpoint.onData((bytes) => {
    // Nobody reads the port: bytes are lost, as with a UART; they never fill our memory.
    if (socat.stdin.writable && socat.stdin.writableLength < MAX_UNSENT_BYTES) socat.stdin.write(bytes);
  });
  return () => {
    stopData();
    closed.abort();
    socat.stdin.destroy();
  };
}
