// The second fence of the support file: even where a secret got into a log line or an error, it does not leave.
import { describe, expect, test } from 'vitest';
import type { ErrorReport } from '../../contract/errors.ts';
import type { RunDetail } from '../../contract/records.ts';
import { createLogKeeper } from './log-keeper.ts';
import { createRedactor, redactedMark } from './redact.ts';
import { createSupportFile, type SupportFacts } from './support-file.ts';

const pem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIKqSe3Rm\n-----END PRIVATE KEY-----';

describe('the redactor', () => {
  const redact = createRedactor({ homeDir: '/home/ada', secrets: ['hunter22', 'hunter22-longer', 'eu', ''] });

  test.each([
    ['a private key', `key: ${pem} end`, `key: ${redactedMark} end`],
    ['a private key that was cut off', `${pem.slice(0, 40)}`, redactedMark],
    ['a JSON Web Token', 'sent eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln now', `sent ${redactedMark} now`],
    ['HTTP credentials', 'Authorization: Bearer abc.def-123', `Authorization: ${redactedMark}`],
    ['a URL with a password', 'https://ada:pw@fleet.example/x', `https://${redactedMark}@fleet.example/x`],
    ['a Wi-Fi password in a log line', 'wifi psk=correct-horse, channel 6', `wifi psk=${redactedMark}, channel 6`],
    ['a JSON field', '{"password": "pa ss", "x": 1}', `{"password": "${redactedMark}", "x": 1}`],
    ['a value that is known', 'the unit said hunter22-longer!', `the unit said ${redactedMark}!`],
    ['a known value within others', 'xhunter22y', `x${redactedMark}y`],
    ['the home directory', 'cannot open /home/ada/x, nor /home/ada', 'cannot open ~/x, nor ~'],
    ['nothing else', 'eu: sha256 9f86d081884c7d65 /home/adam v1.2.0', 'eu: sha256 9f86d081884c7d65 /home/adam v1.2.0'],
  ])('takes out %s', (_title, text, expected) => expect(redact(text)).toEqual(expected));

  test('knows paths of Windows', () => {
    const onWindows = createRedactor({ homeDir: 'C:\\Users\\ada', secrets: [] });
    expect(onWindows('C:\\Users\\ada\\Slipway and C:\\Users\\adam')).toBe('~\\Slipway and C:\\Users\\adam');
  });
});

const error = (code: ErrorReport['code'], message: string, context: ErrorReport['context'] = {}): ErrorReport => ({
  code,
  message,
  action: 'Do something.',
  context,
});

const run = (report: ErrorReport): RunDetail => ({
  run: {
    runId: 'r-1',
    unitId: 'u-1',
    serial: 'AC-1',
    slot: '01',
    status: 'finished',
    outcome: 'FAIL',
    errorCode: report.code,
    product: 'widget',
    productVersion: '1.0.0',
    operator: 'Ada Lovelace',
    startedAtMs: 1,
    finishedAtMs: 2,
  },
  port: { id: 'virtual:01', kind: 'virtual', path: 'virtual:01' },
  recipe: { product: 'widget', version: '1.0.0', hash: 'h', bundleHash: null },
  continues: null,
  planned: [],
  steps: [
    {
      kind: 'boot',
      state: 'failed',
      attempt: 1,
      startedAtMs: 1,
      finishedAtMs: 2,
      error: report,
      evidence: { text: 'evidence-secret' },
    },
  ],
  measurements: [],
  console: 'console-secret',
  error: report,
  signers: [],
});

const facts = (change: Partial<SupportFacts>): SupportFacts => ({
  info: {
    version: '1.0.0',
    node: 'v24',
    dataDir: '/home/ada/slipway',
    startedAtMs: 1,
    journalId: 'j',
    lastSeq: 1,
    unitCount: 1,
    outboxWaiting: 0,
    isVirtualBench: true,
    name: 'bench',
    mode: 'virtual',
    isModeFixed: true,
  },
  doctor: [],
  ports: [],
  slots: [],
  line: { setup: null, recipe: null, problem: null, order: null, slots: [] },
  fleets: [],
  keys: { sealing: 'passphrase', isLocked: true, opensByItself: false, authorities: [] },
  trust: { threshold: 1, keys: [] },
  runs: [],
  logLines: [],
  configValues: [],
  nowMs: Date.UTC(2026, 10, 24, 8),
  homeDir: '/home/ada',
  ...change,
});

describe('the support file', () => {
  test('says who it is without saying whose', () => {
    const { fileName, text } = createSupportFile(facts({}));
    expect(fileName).toBe('slipway-support-2026-11-24T080000.json');
    expect(JSON.parse(text)).toMatchObject({
      station: { dataDir: '~/slipway' },
      createdAt: '2026-11-24T08:00:00.000Z',
    });
  });

  test('keeps of an error what cannot be what a unit, a server or a recipe said', () => {
    const talkative = run(error('boot/failed', 'The unit said "wifi-secret".', { line: 'wifi-secret', atMs: 7 }));
    const factual = run(error('port/gone', 'The port of slot 01 is gone.', { slot: '01' }));
    const { text } = createSupportFile(facts({ runs: [talkative, factual] }));
    for (const secret of ['wifi-secret', 'evidence-secret', 'console-secret', 'Ada Lovelace'])
      expect(text, secret).not.toContain(secret);
    const [first, second] = JSON.parse(text).runs;
    expect(first.error).toEqual({ code: 'boot/failed', title: expect.any(String), context: { atMs: 7 } });
    expect(second.error).toMatchObject({ message: 'The port of slot 01 is gone.', context: { slot: '01' } });
    expect(second.steps[0]).toMatchObject({ kind: 'boot', durationMs: 1, error: { code: 'port/gone' } });
  });

  test('takes configuration values out of the log, also those that JSON writes otherwise', () => {
    const value = 'pass"word\\of hall 3';
    const { text } = createSupportFile(facts({ configValues: [value], logLines: [`unit printed ${value}`, pem] }));
    expect(JSON.parse(text).log).toEqual([`unit printed ${redactedMark}`, redactedMark]);
  });
});

test('the log keeper keeps the newest lines, of bounded length, and passes all on', () => {
  const passed: string[] = [];
  const keeper = createLogKeeper({ keep: 2, nowMs: () => 0, passOn: (line) => passed.push(line) });
  for (const line of ['one', 'two', 'x'.repeat(10_000)]) keeper.log(line);
  expect(passed).toHaveLength(3);
  expect(keeper.lines()).toHaveLength(2);
  expect(keeper.lines()[0]).toBe('1970-01-01T00:00:00.000Z two');
  expect(keeper.lines()[1]?.length).toBeLessThan(2_100);
});
