// Whom the window listens to: its own preload, and nobody else.
import { beforeEach, expect, test } from 'vitest';
import type { ShellMessage, SlipwayShell } from '../../electron/contract/shell.ts';
import { openShellLink } from './shell-link.ts';

const shell: SlipwayShell = {
  platform: 'linux',
  appVersion: '1.0.0',
  electronVersion: '45.0.0',
  request: async () => undefined,
};
const hello: ShellMessage = { slipway: 'go', to: '/records' };

beforeEach(() => {
  Object.defineProperty(window, 'slipwayShell', { value: shell, configurable: true });
});

function listen() {
  const heard: { message: ShellMessage; hasPort: boolean }[] = [];
  const stop = openShellLink(window)?.onMessage((message, port) =>
    heard.push({ message, hasPort: port !== undefined }),
  );
  return { heard, stop: () => stop?.() };
}

const say = (data: unknown, from: Partial<MessageEventInit> = {}) =>
  window.dispatchEvent(new MessageEvent('message', { data, source: window, origin: window.location.origin, ...from }));

test('a message of its own preload is heard, with the port that came with it', () => {
  const { heard, stop } = listen();
  say(hello);
  say({ slipway: 'engine', state: { kind: 'ready', restarts: 0 } }, { ports: [new MessageChannel().port1] });
  expect(heard).toEqual([
    { message: hello, hasPort: false },
    { message: { slipway: 'engine', state: { kind: 'ready', restarts: 0 } }, hasPort: true },
  ]);
  stop();
  say(hello);
  expect(heard).toHaveLength(2);
});

test.each([
  { whose: 'another origin', from: { origin: 'https://evil.example' } },
  { whose: 'a frame or an opener', from: { source: null } },
])('a message of $whose is not', ({ from }) => {
  const { heard, stop } = listen();
  say(hello, from);
  expect(heard).toEqual([]);
  stop();
});

test.each([
  undefined,
  'slipway',
  { slipway: 'engine' },
  { slipway: 'engine', state: { kind: 'ready', restarts: 0, more: 1 } },
  { slipway: 'unknown' },
])('what breaks the contract is not heard: %j', (data) => {
  const { heard, stop } = listen();
  say(data);
  expect(heard).toEqual([]);
  stop();
});

test('a browser has no shell', () => {
  Object.defineProperty(window, 'slipwayShell', { value: undefined, configurable: true });
  expect(openShellLink(window)).toBeUndefined();
});
