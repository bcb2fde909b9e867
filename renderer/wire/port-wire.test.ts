// Which engine a page's calls go to, from its start over a crash to the next engine.
import { expect, test, vi } from 'vitest';
import type { WirePort } from '../../electron/api/wire-port.ts';
import type { EngineState, FirstAnswer } from '../../electron/contract/shell.ts';
import { createPortWire } from './port-wire.ts';
import type { ShellLink } from './shell-link.ts';

const crash: EngineState = { kind: 'restarting', reason: 'signal SIGKILL', inMs: 200 };
const starting: EngineState = { kind: 'starting' };
const ready = (restarts: number): EngineState => ({ kind: 'ready', restarts });

/** A page, and what each engine of the shell heard from it. */
function page() {
  const listeners = new Set<Parameters<ShellLink['onMessage']>[0]>();
  const asked: string[] = [];
  const wire = createPortWire({
    shell: {
      platform: 'linux',
      appVersion: '1.0.0',
      electronVersion: '45.0.0',
      request: async ({ kind }) => void asked.push(kind),
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const engine = () => {
    const heard: unknown[] = [];
    const port: WirePort = {
      on: () => undefined,
      postMessage: (message) => void heard.push(message),
      close: () => undefined,
    };
    return { heard, port };
  };
  const tell = (state: EngineState, port?: WirePort, answers?: FirstAnswer[]) => {
    for (const listener of listeners) listener({ slipway: 'engine', state, answers }, port);
  };
  return { wire, asked, engine, tell };
}

test('what a new page asks goes to an engine that still starts, and waits there', async () => {
  const { wire, asked, engine, tell } = page();
  expect(asked).toEqual(['hello']);
  const answer = wire.client.line.get().catch(() => undefined);
  const first = engine();
  tell(starting, first.port);
  await vi.waitFor(() => expect(first.heard).toHaveLength(1));
  expect(wire.state()).toEqual({ kind: 'starting' });
  tell(ready(0));
  expect(wire.state()).toEqual({ kind: 'ready', epoch: 1 });
  // The same engine said so again, as it does to a test that asks.
  tell(ready(0));
  expect(wire.state()).toEqual({ kind: 'ready', epoch: 1 });
  wire.close();
  await answer;
});

test('what the engine answered in advance is not asked, and the next call of the same is', async () => {
  const { wire, engine, tell } = page();
  const first = engine();
  const early = wire.client.line.get();
  tell(ready(0), first.port, [{ path: ['line', 'get'], output: { slots: ['01'] } }]);
  expect(await early).toEqual({ slots: ['01'] });
  expect(first.heard).toEqual([]);
  void wire.client.line.get().catch(() => undefined);
  await vi.waitFor(() => expect(first.heard).toHaveLength(1));
  wire.close();
});

test('after a crash an act fails at once, also while the next engine starts, and nothing of it reaches that engine', async () => {
  const { wire, engine, tell } = page();
  tell(ready(0), engine().port);
  tell(crash);
  await expect(wire.client.line.get()).rejects.toMatchObject({ code: 'wire/closed' });
  const second = engine();
  tell(starting, second.port);
  await expect(wire.client.line.get()).rejects.toMatchObject({ code: 'wire/closed' });
  expect(second.heard).toEqual([]);
  tell(ready(1));
  expect(wire.state()).toEqual({ kind: 'ready', epoch: 2 });
  void wire.client.line.get().catch(() => undefined);
  await vi.waitFor(() => expect(second.heard).toHaveLength(1));
});

test('an engine that is gone before it was ready is not taken for the next one', async () => {
  const { wire, engine, tell } = page();
  tell(starting, engine().port);
  tell(crash);
  tell(ready(0));
  expect(wire.state()).toEqual(crash);
  await expect(wire.client.line.get()).rejects.toMatchObject({ code: 'wire/closed' });
});
