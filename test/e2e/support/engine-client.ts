// Owns: a client of our own on the wire of a running window: the page is asked for another port, and its messages come
// here. For arranging and observing what a test is about; what a person does, the test does in the page.
// Start reading at `connectThrough`.
import type { Page } from 'playwright';
import { createMessagePortClient } from '../../../electron/api/client.ts';
import type { Connection } from '../../../electron/api/connection.ts';
import type { WirePort } from '../../../electron/api/wire-port.ts';
import type { SlipwayShell } from '../../../electron/contract/shell.ts';

declare global {
  interface Window {
    slipwayTestPorts?: Map<string, MessagePort>;
    slipwayTestHeard?: (name: string, message: string) => Promise<void>;
    readonly slipwayShell?: SlipwayShell;
  }
}

/** Waits until the engine is ready. After a restart of the engine or the page, connect again. */
export async function connectThrough(page: Page): Promise<Connection> {
  const listeners: ((message: string) => void)[] = [];
  const name = `port-${crypto.randomUUID()}`;
  const heard = `slipwayTestHeard-${name}`;
  await page.exposeFunction(heard, (message: string) => {
    for (const listener of listeners) listener(message);
  });
  await page.evaluate(takePort, { name, heard });
  const port: WirePort = {
    on(event, listener) {
      if (event === 'message') listeners.push(listener);
    },
    start() {
      void page.evaluate((port) => window.slipwayTestPorts?.get(port)?.start(), name);
    },
    postMessage(message) {
      page
        .evaluate(([port, text]) => window.slipwayTestPorts?.get(port)?.postMessage(text), [name, message] as const)
        .catch(() => undefined);
    },
    close() {
      page.evaluate((port) => window.slipwayTestPorts?.get(port)?.close(), name).catch(() => undefined);
    },
  };
  return createMessagePortClient(port);
}

/**
 * Runs in the page. The next ready port is ours: the window's own code, which heard of it first, sees a message without
 * a port and waits for the one after it. So both get one, whoever asked first.
 */
function takePort({ name, heard }: { name: string; heard: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const ports = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'ports');
    if (ports?.get === undefined) {
      reject(new Error('MessageEvent has no ports.'));
      return;
    }
    const take = (event: MessageEvent) => {
      const [port] = ports.get?.call(event) ?? [];
      if (event.data?.slipway !== 'engine' || event.data.state.kind !== 'ready' || port === undefined) return;
      Object.defineProperty(MessageEvent.prototype, 'ports', ports);
      window.removeEventListener('message', take);
      window.slipwayTestPorts ??= new Map();
      window.slipwayTestPorts.set(name, port);
      const tell: unknown = Reflect.get(window, heard);
      port.addEventListener('message', ({ data }: MessageEvent) => typeof tell === 'function' && tell(data));
      resolve();
    };
    Object.defineProperty(MessageEvent.prototype, 'ports', { ...ports, get: () => [] });
    window.addEventListener('message', take);
    void window.slipwayShell?.request({ kind: 'hello' });
  });
}
