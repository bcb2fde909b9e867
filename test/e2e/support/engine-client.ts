// Owns: a client of our own on the wire of a running window: the page is asked for another port, and its messages come
// here. For arranging and observing what a test is about; what a person does, the test does in the page.
// Start reading at `connectThrough`.
import type { Page } from 'playwright';
import { createMessagePortClient } from '../../../electron/api/client.ts';
import type { Connection } from '../../../electron/api/connection.ts';
import type { WirePort } from '../../../electron/api/wire-port.ts';
import type { SlipwayShell } from '../../../electron/contract/shell.ts';

interface TestPort {
  readonly port: MessagePort;
  /** What came and was not fetched yet. */
  readonly heard: string[];
  wake: (() => void) | undefined;
  /** The other end is gone: the engine ended. */
  isClosed: boolean;
}

declare global {
  interface Window {
    slipwayTestPorts?: Map<string, TestPort>;
    readonly slipwayShell?: SlipwayShell;
  }
}

/** Waits until there is an engine; calls wait until it is ready. After a restart of the engine or the page, connect again. */
export async function connectThrough(page: Page): Promise<Connection> {
  const name = `port-${crypto.randomUUID()}`;
  // A window that is just being opened still shows an empty page.
  const isLoaded = () => window.slipwayShell !== undefined && document.readyState !== 'loading';
  // By the clock: a window that is not shown yet draws no frames.
  await page.waitForFunction(isLoaded, undefined, { polling: 100 });
  await page.evaluate(takePort, name);
  const onMessage: ((message: string) => void)[] = [];
  const onClose: (() => void)[] = [];
  let isClosed = false;
  const fetchMessages = async () => {
    while (!isClosed) {
      for (const message of await page.evaluate(nextMessages, name)) {
        for (const listener of onMessage) listener(message);
      }
    }
  };
  const port: WirePort = {
    on(event, listener) {
      if (event === 'message') onMessage.push(listener);
      else if (event === 'close') onClose.push(listener);
    },
    start() {
      // The page is gone, or the app.
      fetchMessages().catch(() => {
        for (const listener of onClose) listener();
      });
    },
    postMessage(message) {
      page
        .evaluate(([port, text]) => window.slipwayTestPorts?.get(port)?.port.postMessage(text), [
          name,
          message,
        ] as const)
        .catch(() => undefined);
    },
    close() {
      isClosed = true;
      page
        .evaluate((port) => {
          window.slipwayTestPorts?.get(port)?.port.close();
          window.slipwayTestPorts?.get(port)?.wake?.();
        }, name)
        .catch(() => undefined);
    },
  };
  return createMessagePortClient(port);
}

/** Runs in the page. */
async function nextMessages(name: string): Promise<string[]> {
  const test = window.slipwayTestPorts?.get(name);
  if (test === undefined) throw new Error('The port was of another page.');
  if (test.heard.length === 0) {
    if (test.isClosed) throw new Error('The engine closed the port.');
    await new Promise<void>((resolve) => {
      test.wake = resolve;
    });
  }
  return test.heard.splice(0);
}

/**
 * Runs in the page. The next port is ours: the window's own code, which heard of it first, sees a message without a port,
 * and gets the one after it. So both get one, whoever asked first.
 */
function takePort(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const ports = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'ports');
    const shell = window.slipwayShell;
    if (ports?.get === undefined || shell === undefined) {
      reject(new Error('This page has no shell.'));
      return;
    }
    let wasEngineAway = false;
    const take = (event: MessageEvent) => {
      if (event.data?.slipway !== 'engine') return;
      const [port] = ports.get?.call(event) ?? [];
      if (port === undefined) {
        wasEngineAway = true;
        return;
      }
      // Where this listens before the window's own code does, that must not see the port either: two clients on one.
      event.stopImmediatePropagation();
      Object.defineProperty(MessageEvent.prototype, 'ports', ports);
      window.removeEventListener('message', take);
      const test: TestPort = { port, heard: [], wake: undefined, isClosed: false };
      window.slipwayTestPorts ??= new Map();
      window.slipwayTestPorts.set(name, test);
      port.addEventListener('message', ({ data }: MessageEvent<string>) => {
        test.heard.push(data);
        test.wake?.();
      });
      port.addEventListener('close', () => {
        test.isClosed = true;
        test.wake?.();
      });
      port.start();
      // Not the answer to our question but the window's own port of an engine that came: it needs another.
      if (wasEngineAway) void shell.request({ kind: 'hello' });
      resolve();
    };
    Object.defineProperty(MessageEvent.prototype, 'ports', { ...ports, get: () => [] });
    window.addEventListener('message', take);
    shell.request({ kind: 'hello' }).catch(reject);
  });
}
