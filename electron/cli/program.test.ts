import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEngineDouble, unit } from '../../test/flows/contract-double.ts';
import { provokes } from '../../test/support/provoke.ts';
import type { RecipeSummary } from '../contract/api.ts';
import type { PortStatus } from '../contract/device.ts';
import { type ErrorCode, SlipwayError } from '../contract/errors.ts';
import type { Outcome } from '../contract/job.ts';
import type { Engine } from '../engine/engine.ts';
import { type CliDeps, createContext } from './context.ts';
import { exitCodeOf, exitCodeOfError } from './exit-codes.ts';
import { createProgram, forEachCommand, runCli } from './program.ts';
import { cliDoc } from './reference.ts';
import { readToken, serveFilePath, writeServeFile } from './serve-file.ts';
import { createTestIo, depsOf, type TestIo } from './test-io.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});
function temporaryDir(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'slipway-cli-'));
  directories.push(directory);
  return directory;
}

const summary: RecipeSummary = {
  product: 'demo',
  version: '1.0.0',
  title: 'Demo sensor',
  hash: 'ab'.repeat(32),
  isSigned: false,
  signers: [],
  chip: 'esp32c3',
  images: [{ name: 'app', file: 'app.bin', sizeBytes: 100_000, sha256: 'cd'.repeat(32) }],
  steps: [
    { kind: 'identify', title: 'Identify', isIrreversible: false, timeoutMs: 1000, totalBytes: 0 },
    { kind: 'write', title: 'Write', isIrreversible: false, timeoutMs: 1000, totalBytes: 100_000 },
    { kind: 'fuses', title: 'Fuses', isIrreversible: true, timeoutMs: 1000, totalBytes: 0 },
  ],
  facts: [],
  sentences: ['Write app.'],
};

const port = (slot: string): PortStatus => ({
  port: { id: `virtual:${slot}`, kind: 'virtual', path: slot },
  slot,
  heldBy: null,
  attachedAtMs: 1,
});

/** An engine whose runs end as they are told: by slot, at once or when they are cancelled. */
function createRunningEngine(outcomes: Record<string, Outcome | 'until-cancelled'>) {
  const double = createEngineDouble();
  const ends = new Map<string, PromiseWithResolvers<Outcome>>();
  const cancelled: string[] = [];
  const engine: Engine = {
    ...double.engine,
    ports: { ...double.engine.ports, list: async () => Object.keys(outcomes).map(port) },
    recipes: { ...double.engine.recipes, check: async () => summary },
    runs: {
      ...double.engine.runs,
      start: async ({ target }) => {
        const outcome = outcomes[target];
        if (outcome === undefined) throw new SlipwayError('port/not-found', `There is no port "${target}".`);
        const runId = `run-${target}`;
        const end = Promise.withResolvers<Outcome>();
        ends.set(runId, end);
        double.append({ kind: 'step.started', runId, step: 'write', attempt: 1 });
        if (outcome !== 'until-cancelled') end.resolve(outcome);
        return { runId };
      },
      cancel: async ({ runId }) => {
        cancelled.push(runId);
        ends.get(runId)?.resolve('ABORTED');
        return { ok: true };
      },
      wait: async ({ runId }) => {
        const outcome = (await ends.get(runId)?.promise) ?? 'ERROR';
        const error =
          outcome === 'FAIL'
            ? new SlipwayError('boot/silent', 'The unit in the slot printed nothing.').toReport()
            : null;
        return { runId, status: 'finished', outcome, error };
      },
    },
  };
  return { double, engine, cancelled, ends };
}

const deps = (io: TestIo, engine: Engine = createEngineDouble().engine): CliDeps => depsOf(io, engine);

async function run(args: string, engine?: Engine, io = createTestIo()) {
  const code = await runCli(deps(io, engine), args.split(' '));
  return { code, out: io.stdout(), err: io.stderr() };
}

const jsonLines = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('exit codes', () => {
  test.each<[Outcome[], number]>([
    [[], 0],
    [['PASS', 'PASS'], 0],
    [['PASS', 'FAIL'], 1],
    [['FAIL', 'TIMEOUT'], 4],
    [['TIMEOUT', 'ABORTED'], 5],
    [['ABORTED', 'ERROR', 'PASS'], 3],
  ])('%j is %i', (outcomes, code) => expect(exitCodeOf(outcomes)).toBe(code));

  test.each<[ErrorCode, number]>([
    ['station/usage', 2],
    ['boot/silent', 1],
    ['bundle/unsigned', 3],
    ['job/step-timeout', 4],
    ['job/aborted', 5],
  ])('%s is %i', (code, exitCode) => expect(exitCodeOfError(new SlipwayError(code, 'x'))).toBe(exitCode));
});

describe('help and usage', () => {
  test('--help teaches: every command, first steps, exit codes', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const word of ['demo', 'provision', 'doctor', 'completion', 'First steps', 'Exit codes'])
      expect(out).toContain(word);
  });

  test('every command explains itself, and every family has examples', () => {
    const program = createProgram('0', () => async () => undefined);
    const without: string[] = [];
    forEachCommand(program, (command) => {
      if (command.description() === '') without.push(command.name());
    });
    for (const family of program.commands) {
      let text = '';
      family.configureOutput({ writeOut: (chunk) => (text += chunk) }).outputHelp();
      if (!text.includes('Examples:')) without.push(family.name());
    }
    expect(without).toEqual([]);
  });

  test('docs/cli.md is what the tree of commands says now', () => {
    expect(readFileSync(path.join(import.meta.dirname, '../../docs/cli.md'), 'utf8')).toBe(cliDoc());
  });

  test.each([
    'nonsense',
    'units --nonsense',
    'identify',
    'provision',
    'completion powershell',
    'units --limit 0',
    'slots set broken',
    'ports --virtual many',
    'serve --tls-cert x',
  ])('`%s` is a usage error: exit code 2, and a word about what is wrong', async (args) => {
    const { code, out, err } = await run(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/\w+/);
  });

  test('a mistyped command gets a suggestion', async () => {
    expect((await run('provison')).err).toContain('Did you mean provision?');
  });

  provokes('station/usage', 'a shared option that makes no sense', () => {
    const program = createProgram('0', () => async () => undefined);
    program.setOptionValue('virtual', 'many');
    createContext(deps(createTestIo()), program, new AbortController().signal);
  });
});

describe('output', () => {
  test('an error says what, where and what to do; --json gives the report', async () => {
    const words = await run('identify /dev/nothing');
    expect(words.code).toBe(3);
    expect(words.err).toBe(
      '✗ No such port [port/not-found]\n  There is no port "/dev/nothing" here.\n  → Plug the unit in; `slipway ports` lists what is there.\n',
    );
    const json = await run('identify /dev/nothing --json');
    expect(jsonLines(json.out)).toMatchObject([{ kind: 'error', error: { code: 'port/not-found' } }]);
  });

  test('lists are tables for people and one record for programs', async () => {
    const words = await run('units AC-1');
    expect(words.out).toMatch(/^STATUS .*\npassed {2}AC-1 .*unit-1\n$/);
    const json = await run('--json units AC-1');
    expect(jsonLines(json.out)).toEqual([{ rows: [{ ...unit(1), serial: 'AC-1' }], nextCursor: null }]);
  });

  test('colour only on a terminal that wants it', async () => {
    const colourCode = '\u001b[';
    const coloured = createTestIo({ isTerminal: true });
    expect((await run('units', undefined, coloured)).out).toContain(`${colourCode}32mpassed`);
    for (const [args, io] of [
      ['units', createTestIo()],
      ['units', createTestIo({ isTerminal: true, env: { NO_COLOR: '1' } })],
      ['units --no-color', createTestIo({ isTerminal: true })],
    ] as const) {
      expect((await run(args, undefined, io)).out).not.toContain(colourCode);
    }
  });

  test('export streams CSV with a header, and JSON lines', async () => {
    const csv = await run('export');
    expect(csv.out.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      'unitId',
      'unit-1',
      'unit-2',
      'unit-3',
      '',
    ]);
    const json = await run('export --format json');
    expect(jsonLines(json.out)).toEqual([unit(1), unit(2), unit(3)]);
    const directory = temporaryDir();
    await run('export --out units.csv', undefined, createTestIo({ cwd: directory }));
    expect(readFileSync(path.join(directory, 'units.csv'), 'utf8')).toBe(csv.out);
  });
});

describe('provision', () => {
  test('all slots at once; the exit code is the worst outcome, and a bad unit leaves the others alone', async () => {
    const { engine } = createRunningEngine({ '01': 'PASS', '02': 'FAIL', '10': 'PASS' });
    const { code, out } = await run('provision recipe.yaml --slot all', engine);
    expect(code).toBe(1);
    expect(out).toContain('Demo sensor (demo 1.0.0) in 01, 02, 10\n');
    expect(out).toMatch(/01 {3}PASS/);
    expect(out).toMatch(/02 {3}FAIL .*The unit in the slot printed nothing\. \[boot\/silent\]\n {5}→ /);
  });

  test('a slot that cannot start is an ERROR of its own', async () => {
    const { engine } = createRunningEngine({ '01': 'PASS' });
    const { code, out } = await run('provision recipe.yaml --slot 01 --port /dev/none', engine);
    expect(code).toBe(3);
    expect(out).toMatch(/01 {3}PASS/);
    expect(out).toContain('[port/not-found]');
  });

  test('--json: one line per event and one per outcome', async () => {
    const { engine } = createRunningEngine({ '01': 'PASS' });
    const { code, out } = await run('provision recipe.yaml --slot 01 --json', engine);
    expect(code).toBe(0);
    expect(jsonLines(out)).toContainEqual({
      kind: 'outcome',
      target: '01',
      runId: 'run-01',
      outcome: 'PASS',
      error: null,
    });
  });

  test('Ctrl-C stops the runs and waits for their end; a second one leaves at once', async () => {
    const { engine, cancelled, ends } = createRunningEngine({ '01': 'until-cancelled', '02': 'until-cancelled' });
    const io = createTestIo();
    const running = run('provision recipe.yaml --slot 01,02', engine, io);
    await vi.waitFor(() => expect(ends.size).toBe(2));
    io.interrupt();
    expect((await running).code).toBe(5);
    expect(cancelled.toSorted()).toEqual(['run-01', 'run-02']);
    expect(io.exits).toEqual([]);

    const stubborn = createRunningEngine({ '01': 'until-cancelled' });
    const hanging: Engine = {
      ...stubborn.engine,
      runs: { ...stubborn.engine.runs, cancel: async () => ({ ok: true }) },
    };
    const impatient = createTestIo();
    const last = run('provision recipe.yaml --slot 01', hanging, impatient);
    await vi.waitFor(() => expect(stubborn.ends.size).toBe(1));
    impatient.interrupt();
    impatient.interrupt();
    expect(impatient.exits).toEqual([5]);
    stubborn.ends.get('run-01')?.resolve('ABORTED');
    await last;
  });

  test.each([
    'provision recipe.yaml',
    'provision recipe.yaml --slot 01,01',
    'provision recipe.yaml --slot 01,02 --serial X1',
  ])('`%s` is refused before anything starts', async (args) => {
    const { engine, ends } = createRunningEngine({ '01': 'PASS', '02': 'PASS' });
    expect((await run(args, engine)).code).toBe(2);
    expect(ends.size).toBe(0);
  });
});

describe('demo', () => {
  const bench = (tempers: Map<string, string>) =>
    ['01', '02', '03', '04', '05'].map((slot) => ({
      slot,
      chip: 'esp32c3',
      mac: '02:00:00:00:00:01',
      temper: tempers.get(slot) ?? 'slow',
      isPlugged: true,
      portId: `virtual:${slot}`,
    }));

  async function demo(bad: Outcome) {
    const { engine } = createRunningEngine({ '01': 'PASS', '02': 'PASS', '03': 'PASS', '04': 'PASS', '05': bad });
    const tempers = new Map<string, string>();
    const io = createTestIo();
    const code = await runCli(
      {
        ...deps(io, {
          ...engine,
          bench: {
            ...engine.bench,
            list: async () => bench(tempers),
            setTemper: async ({ slot, temper }) => {
              tempers.set(slot, temper);
              return { ok: true };
            },
          },
        }),
        prepareDemoRecipe: async () => '/recipes/demo.yaml',
      },
      ['demo', '--data-dir', temporaryDir()],
    );
    return { code, tempers, out: io.stdout() };
  }

  test('four pass and one fails as planned: 0', async () => {
    const { code, tempers, out } = await demo('FAIL');
    expect(out).toContain('4 units passed, and the bad one failed honestly.');
    expect([...tempers.values()]).toEqual(['good', 'good', 'good', 'good', 'wont-boot']);
    expect(code).toBe(0);
  });

  test('a bad unit that passes is a failure of the demo', async () => {
    const { code, out } = await demo('PASS');
    expect(out).toContain('Not as planned: slot 05 ended as PASS.');
    expect(code).toBe(3);
  });
});

describe('serve', () => {
  test('prints address and token, answers --connect by the token file, and takes the file away', async () => {
    const dataDir = temporaryDir();
    const { engine, double } = { ...createRunningEngine({ '01': 'PASS' }) };
    const io = createTestIo();
    const serving = runCli(deps(io, engine), ['serve', '--data-dir', dataDir, '--json']);
    await vi.waitFor(() => expect(io.stdout()).toContain('serving'));
    const file = serveFilePath(dataDir);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { url } = JSON.parse(readFileSync(file, 'utf8'));
    const far = await run(`provision recipe.yaml --slot 01 --connect ${url} --data-dir ${dataDir}`);
    expect([far.code, far.err]).toEqual([0, '']);
    expect(far.out).toMatch(/01 {3}PASS/);
    expect(
      (await run(`ports --connect ${url}`, undefined, createTestIo({ env: { SLIPWAY_TOKEN: 'wrong' } }))).err,
    ).toContain('[wire/bad-token]');
    io.interrupt();
    expect(await serving).toBe(0);
    expect(existsSync(file)).toBe(false);
    expect(double.listenerCount()).toBe(0);
  });

  provokes('wire/bad-token', 'the token file is of another station', async () => {
    const dataDir = temporaryDir();
    await writeServeFile(dataDir, { url: 'http://127.0.0.1:1', token: 't', pid: 1 });
    await readToken({ url: 'http://127.0.0.1:2', dataDir, tokenFile: undefined, env: {} });
  });
});

describe('completion', () => {
  test('bash completes commands, subcommands and options', async () => {
    const { out } = await run('completion bash');
    const complete = (...words: string[]) =>
      execFileSync('bash', [
        '-c',
        `${out}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _slipway; echo "\${COMPREPLY[@]}"`,
        'bash',
        ...words,
      ])
        .toString()
        .trim()
        .split(' ');
    expect(complete('slipway', 'pro')).toEqual(['provision']);
    expect(complete('slipway', 'outbox', 're')).toEqual(['retry', 'receipt']);
    expect(complete('slipway', 'fleets', '')).toEqual(expect.arrayContaining(['list', 'add', 'test', 'remove']));
    expect(complete('slipway', 'fleets', 'add', '--fleet')).toEqual(['--fleet-token']);
    expect(complete('slipway', '--json', 'keys', 'trust', '')).toEqual(
      expect.arrayContaining(['list', 'add', 'remove', '--json']),
    );
    expect(complete('slipway', 'provision', 'x.yaml', '--sl')).toEqual(['--slot']);
  });

  test.each(['zsh', 'fish'])('%s gets a script that names every family', async (shell) => {
    const { out } = await run(`completion ${shell}`);
    for (const word of ['demo', 'provision', 'outbox', 'trust', 'doctor']) expect(out).toContain(word);
  });
});
