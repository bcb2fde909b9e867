// The engine process as main starts it under Node: what it says, and in which order.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { FromEngine, ToEngine } from '../../electron/engine-process/control.ts';
import { projectRoot } from '../support/processes.ts';
import { useTempDir } from '../support/temp-dir.ts';

function startEngine() {
  const child: ChildProcess = fork(path.join(projectRoot, 'electron/engine-process/main.ts'), { execArgv: [] });
  const heard: FromEngine[] = [];
  child.on('message', (message) => heard.push(message as FromEngine));
  onTestFinished(async () => {
    if (!child.connected) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.send({ kind: 'close' } satisfies ToEngine);
    await ended;
  });
  const says = async (kind: FromEngine['kind']) =>
    await vi.waitFor(() => heard.find((message) => message.kind === kind) ?? expect.fail(`no ${kind}`), 20_000);
  return { heard, says, send: (message: ToEngine) => void child.send(message) };
}

test('an engine that is ready before its window answers what the window will ask', async () => {
  const { says, send } = startEngine();
  await says('loaded');
  send({ kind: 'open', dataDir: useTempDir(), sealing: 'passphrase', virtualUnits: 2 });
  await says('ready');
  const message = await says('first-answers');
  expect(message.kind === 'first-answers' && message.answers.map(({ path: named }) => named.join('.'))).toEqual([
    'line.get',
    'station.info',
    'stats.summary',
  ]);
});

test('where a window waits, it is answered, and nothing is answered in advance', async () => {
  const { heard, says, send } = startEngine();
  await says('loaded');
  send({ kind: 'port', id: 1 });
  send({ kind: 'port-message', id: 1, message: JSON.stringify({ i: '1', p: { u: '/line/get', b: {} } }) });
  send({ kind: 'open', dataDir: useTempDir(), sealing: 'passphrase', virtualUnits: 2 });
  const answer = await says('port-message');
  expect(answer.kind === 'port-message' && answer.message).toContain('"slots":[');
  expect(heard.map(({ kind }) => kind)).not.toContain('first-answers');
});

test('an engine that works does not close where it is asked to close if idle, and closes when it is', async () => {
  const { heard, says, send } = startEngine();
  await says('loaded');
  send({ kind: 'open', dataDir: useTempDir(), sealing: 'passphrase', virtualUnits: 2 });
  await says('first-answers');
  const ask = (i: string, u: string, json: unknown) =>
    send({ kind: 'port-message', id: 1, message: JSON.stringify({ i, p: { u, b: { json } } }) });
  send({ kind: 'port', id: 1 });
  const setup = { source: { draft: 'acme-sensor' }, operator: 'Ada', order: null, autoStart: false };
  ask('1', '/line/setup', setup);
  await says('port-message');
  ask('2', '/line/start', { slot: '01', again: false });
  // Not before the word of it came, as main could not have it either.
  await says('working');
  send({ kind: 'close', ifIdle: true });
  expect(await says('closing')).toEqual({ kind: 'closing', isClosing: false });
  const isOver = () => heard.findLast(({ kind }) => kind === 'working');
  await vi.waitFor(() => expect(isOver()).toEqual({ kind: 'working', runs: 0 }), 30_000);
  send({ kind: 'close', ifIdle: true });
  await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'closing', isClosing: true }), 5_000);
}, 60_000);
