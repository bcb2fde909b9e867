import { expect, test } from 'vitest';
import type { StreamEvent } from '../contract/events.ts';
import type { FromEngine } from './control.ts';
import { createRemoteBox } from './keychain.ts';
import { createRelayedPorts } from './relayed-ports.ts';
import { createWorkFold } from './work-watch.ts';

function relay() {
  const sent: FromEngine[] = [];
  return { sent, ports: createRelayedPorts((message) => sent.push(message)) };
}

/** As electron/api listens to a port. */
function listen(port: ReturnType<ReturnType<typeof createRelayedPorts>['open']>) {
  const heard: unknown[] = [];
  if (!('on' in port)) throw new Error('A relayed port is one of Node.');
  port.on('message', (message) => heard.push(message));
  port.on('close', () => heard.push('closed'));
  return heard;
}

test('a relayed port gives what came before it was listened to first', () => {
  const { ports } = relay();
  const port = ports.open(1);
  ports.receive(1, 'one');
  const heard = listen(port);
  ports.receive(1, 'two');
  port.start?.();
  ports.receive(1, 'three');
  expect(heard).toEqual(['one', 'two', 'three']);
});

test('ports do not hear each other, and a closed one is silent', () => {
  const { ports, sent } = relay();
  const [a, b] = [ports.open(1), ports.open(2)];
  const heard = [listen(a), listen(b)];
  a.start?.();
  b.start?.();
  ports.receive(2, 'for b');
  ports.closed(1);
  ports.receive(1, 'too late');
  a.postMessage('nobody hears it');
  b.postMessage('hello');
  expect(heard).toEqual([['closed'], ['for b']]);
  expect(sent).toEqual([{ kind: 'port-message', id: 2, message: 'hello' }]);
});

test('closing a port tells the other end once', () => {
  const { ports, sent } = relay();
  const port = ports.open(1);
  const heard = listen(port);
  port.close();
  port.close();
  ports.closeAll();
  expect(heard).toEqual(['closed']);
  expect(sent).toEqual([{ kind: 'port-closed', id: 1 }]);
});

test('a port that was closed before anybody listened only says so, and does nothing that was asked on it', () => {
  const { ports } = relay();
  const port = ports.open(1);
  ports.receive(1, 'start a run');
  ports.closed(1);
  const heard = listen(port);
  expect(heard).toEqual([]);
  port.start?.();
  expect(heard).toEqual(['closed']);
});

test('the keychain of main answers each question, also out of turn', async () => {
  const asked: FromEngine[] = [];
  const box = createRemoteBox((message) => asked.push(message));
  const sealed = box.seal(Buffer.from('key'));
  const opened = box.open(Buffer.from('other'));
  expect(asked).toMatchObject([
    { kind: 'seal', id: 1, act: 'seal', base64: Buffer.from('key').toString('base64') },
    { kind: 'seal', id: 2, act: 'open' },
  ]);
  box.answer({ kind: 'not-sealed', id: 2, why: 'The keyring is locked.' });
  box.answer({ kind: 'sealed', id: 1, base64: Buffer.from('sealed').toString('base64') });
  expect(Buffer.from(await sealed).toString()).toBe('sealed');
  await expect(opened).rejects.toMatchObject({
    code: 'secret/locked',
    message: expect.stringContaining('The keyring is locked.'),
  });
});

const journal = (body: Extract<StreamEvent, { kind: 'journal' }>['event']['body']): StreamEvent => ({
  kind: 'journal',
  event: { seq: 1, atMs: 0, body },
});
const started = (runId: string, slot: string) =>
  journal({
    kind: 'run.started',
    runId,
    slot,
    port: { id: `virtual:${slot}`, kind: 'virtual', path: `virtual:${slot}` },
    recipe: { product: 'p', version: '1', hash: 'h', bundleHash: null },
    steps: [],
    operator: 'Ada',
    continues: null,
  });
const finished = (runId: string, outcome: 'PASS' | 'FAIL') =>
  journal({ kind: 'run.finished', runId, outcome, failedStep: null, error: null, durationMs: 1 });

test('work is counted from the start of each run to its end, however it ends', () => {
  const fold = createWorkFold();
  expect(fold(started('r-1', '01'))).toEqual([{ kind: 'working', runs: 1 }]);
  expect(fold(started('r-2', '02'))).toEqual([{ kind: 'working', runs: 2 }]);
  expect(fold({ kind: 'ports' })).toEqual([]);
  expect(fold(finished('r-1', 'PASS'))).toEqual([{ kind: 'working', runs: 1 }]);
  expect(fold(finished('r-2', 'FAIL'))).toEqual([
    { kind: 'working', runs: 0 },
    { kind: 'run-failed', slot: '02', outcome: 'FAIL' },
  ]);
});

test('a run that an earlier process left behind is no work of this one', () => {
  const fold = createWorkFold();
  const left = journal({ kind: 'run.interrupted', runId: 'r-0', resolution: 'resumable', reason: 'crash' });
  expect(fold(left)).toEqual([]);
});
