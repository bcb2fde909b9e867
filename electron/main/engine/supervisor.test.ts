import { describe, expect, test, vi } from 'vitest';
import type { EngineState } from '../../contract/shell.ts';
import type { ToEngine } from '../../engine-process/control.ts';
import { createSupervisor, type EngineProcessListener, type Supervisor, type SupervisorDeps } from './supervisor.ts';

/** Engines that live and die at the test's word, and a clock that moves at it. */
function bench(
  given: {
    beforeStart?: () => void;
    onState?: (it: Supervisor<string>) => void;
    open?: SupervisorDeps<string>['open'];
  } = {},
) {
  const engines: { listener: EngineProcessListener; heard: ToEngine[]; ports: string[]; isKilled: boolean }[] = [];
  const states: EngineState[] = [];
  const working: number[] = [];
  const workingIn: EngineState['kind'][] = [];
  const failures: string[] = [];
  const logged: string[] = [];
  let timers: { atMs: number; work: () => void }[] = [];
  let nowMs = 0;
  const supervisor: Supervisor<string> = createSupervisor<string>({
    start(listener) {
      given.beforeStart?.();
      const engine = { listener, heard: [] as ToEngine[], ports: [] as string[], isKilled: false };
      engines.push(engine);
      return {
        send: (message) => engine.heard.push(message),
        connect: (port) => engine.ports.push(port),
        kill() {
          engine.isKilled = true;
          listener.onExit('signal SIGKILL');
        },
      };
    },
    open: given.open ?? (async () => ({ kind: 'open', dataDir: '/data', sealing: 'passphrase' })),
    seal: async ({ id, base64 }) => ({ kind: 'sealed', id, base64 }),
    after(ms, work) {
      const timer = { atMs: nowMs + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    nowMs: () => nowMs,
    onState(state) {
      states.push(state);
      given.onState?.(supervisor);
    },
    onWorking(runs) {
      working.push(runs);
      workingIn.push(supervisor.state().kind);
    },
    onRunFailed: ({ slot }) => failures.push(slot),
    log: (line) => logged.push(line),
  });
  return {
    supervisor,
    states,
    working,
    workingIn,
    failures,
    logged,
    engine: () => engines.at(-1) ?? expect.fail('no engine was started'),
    started: () => engines.length,
    pass(ms: number) {
      nowMs += ms;
      const due = timers.filter(({ atMs }) => atMs <= nowMs);
      timers = timers.filter(({ atMs }) => atMs > nowMs);
      for (const { work } of due) work();
    },
  };
}

function readyBench() {
  const it = bench();
  it.supervisor.start();
  it.engine().listener.onMessage({ kind: 'loaded' });
  it.engine().listener.onMessage({ kind: 'ready' });
  return it;
}

describe('starting', () => {
  test('the process is told what to open once it listens, and windows when it is open', async () => {
    const { supervisor, engine, states } = bench();
    expect(supervisor.connect('too early')).toBe(false);
    supervisor.start();
    engine().listener.onMessage({ kind: 'loaded' });
    await vi.waitFor(() => expect(engine().heard).toHaveLength(1));
    expect(engine().heard).toEqual([{ kind: 'open', dataDir: '/data', sealing: 'passphrase' }]);
    engine().listener.onMessage({ kind: 'ready' });
    expect(states).toEqual([{ kind: 'starting' }, { kind: 'ready', restarts: 0 }]);
    expect(supervisor.connect('window')).toBe(true);
    expect(engine().ports).toEqual(['window']);
  });

  test('a window is connected to a process that only starts: when it is told of it, it is there', () => {
    const connected: boolean[] = [];
    const { supervisor, engine } = bench({ onState: (it) => connected.push(it.connect('window')) });
    supervisor.start();
    expect(connected).toEqual([true]);
    expect(engine().ports).toEqual(['window']);
  });

  test('a process that cannot be told what to open is ended, and another one tried', async () => {
    const { supervisor, engine, states, logged } = bench({ open: () => Promise.reject(new Error('no keychain')) });
    supervisor.start();
    engine().listener.onMessage({ kind: 'loaded' });
    await vi.waitFor(() => expect(engine().isKilled).toBe(true));
    expect(states.at(-1)).toMatchObject({ kind: 'restarting' });
    expect(logged.join('\n')).toContain('no keychain');
  });

  test('a machine that has no process to give is asked again', () => {
    let isFull = true;
    const { supervisor, states, started, pass } = bench({
      beforeStart() {
        if (isFull) throw new Error('spawn ENOMEM');
      },
    });
    supervisor.start();
    expect(states).toEqual([{ kind: 'restarting', reason: 'Error: spawn ENOMEM', inMs: 200 }]);
    isFull = false;
    pass(200);
    expect(started()).toBe(1);
    expect(states.at(-1)).toEqual({ kind: 'starting' });
  });

  test('a station that cannot be opened is not tried again until a person asks', () => {
    const { supervisor, engine, started, pass } = bench();
    supervisor.start();
    const why = {
      message: 'The journal is locked.',
      action: 'Close the other one.',
      code: 'journal/locked',
      context: { pid: 7 },
    };
    engine().listener.onMessage({ kind: 'refused', ...why });
    expect(supervisor.state()).toEqual({ kind: 'failed', ...why });
    expect(engine().isKilled).toBe(true);
    pass(3_600_000);
    expect(started()).toBe(1);
    supervisor.restart();
    expect(started()).toBe(2);
    expect(supervisor.state()).toEqual({ kind: 'starting' });
  });
});

describe('answers to what a page asks first', () => {
  const answers = [{ path: ['line', 'get'], output: { slots: [] } }];

  test('are there for the page of this start, and for none that comes later', () => {
    const { supervisor, engine, pass } = readyBench();
    expect(supervisor.takeFirstAnswers()).toBeUndefined();
    engine().listener.onMessage({ kind: 'first-answers', answers });
    pass(999);
    expect(supervisor.takeFirstAnswers()).toEqual(answers);
    // A page that is loaded anew may have changed something since.
    expect(supervisor.takeFirstAnswers()).toBeUndefined();
  });

  test('are too old for a page that takes longer', () => {
    const { supervisor, engine, pass } = readyBench();
    engine().listener.onMessage({ kind: 'first-answers', answers });
    pass(1000);
    expect(supervisor.takeFirstAnswers()).toBeUndefined();
  });

  test('end with the engine that gave them', () => {
    const { supervisor, engine, pass } = readyBench();
    engine().listener.onMessage({ kind: 'first-answers', answers });
    engine().listener.onExit('signal SIGKILL');
    expect(supervisor.takeFirstAnswers()).toBeUndefined();
    pass(200);
    engine().listener.onMessage({ kind: 'ready' });
    expect(supervisor.takeFirstAnswers()).toBeUndefined();
  });
});

describe('a crash', () => {
  test('is followed by a new process, which windows can be connected to', () => {
    const { supervisor, engine, states, pass, started } = readyBench();
    engine().listener.onExit('signal SIGSEGV');
    expect(states.at(-1)).toEqual({ kind: 'restarting', reason: 'signal SIGSEGV', inMs: 200 });
    expect(supervisor.connect('window')).toBe(false);
    pass(200);
    expect(started()).toBe(2);
    engine().listener.onMessage({ kind: 'ready' });
    expect(states.at(-1)).toEqual({ kind: 'ready', restarts: 1 });
    expect(supervisor.connect('window')).toBe(true);
  });

  test('in a row takes longer each time, and in the end a person is asked', () => {
    const { engine, states, pass, supervisor } = readyBench();
    const delays: number[] = [];
    for (;;) {
      engine().listener.onExit('exit code 1');
      const state = states.at(-1);
      if (state?.kind !== 'restarting') break;
      delays.push(state.inMs);
      pass(state.inMs);
    }
    expect(delays).toEqual([200, 1_000, 3_000, 10_000, 30_000]);
    expect(supervisor.state().kind).toBe('failed');
  });

  test('after a good while counts from the beginning', () => {
    const { engine, states, pass } = readyBench();
    for (const restart of [1, 2, 3, 4, 5, 6, 7]) {
      pass(60_000);
      engine().listener.onExit('exit code 1');
      expect(states.at(-1)).toMatchObject({ kind: 'restarting', inMs: 200 });
      pass(200);
      engine().listener.onMessage({ kind: 'ready' });
      expect(states.at(-1)).toEqual({ kind: 'ready', restarts: restart });
    }
  });

  test('leaves nothing working, so that neither sleep nor quitting is held up, and is known by then', () => {
    const { supervisor, engine, working, workingIn } = readyBench();
    engine().listener.onMessage({ kind: 'working', runs: 2 });
    expect(supervisor.runs()).toBe(2);
    engine().listener.onExit('signal SIGKILL');
    expect(supervisor.runs()).toBe(0);
    expect(working).toEqual([2, 0]);
    expect(workingIn).toEqual(['ready', 'restarting']);
  });

  test('what a process says after its successor was started is not heard', () => {
    const { supervisor, engine, pass } = readyBench();
    const first = engine();
    first.listener.onExit('signal SIGKILL');
    pass(200);
    first.listener.onMessage({ kind: 'working', runs: 9 });
    first.listener.onExit('again');
    expect(supervisor.runs()).toBe(0);
    expect(supervisor.state()).toEqual({ kind: 'starting' });
  });

  test('is mended at once when a person asks while it waits', () => {
    const { supervisor, engine, started, pass } = readyBench();
    engine().listener.onExit('exit code 1');
    supervisor.restart();
    expect(started()).toBe(2);
    pass(60_000);
    expect(started()).toBe(2);
  });
});

describe('closing if nothing works', () => {
  test('is for the engine to say, which may have begun a run of which main does not know yet', async () => {
    const { supervisor, engine, states } = readyBench();
    const isClosing = supervisor.closeIfIdle();
    expect(engine().heard.at(-1)).toEqual({ kind: 'close', ifIdle: true });
    engine().listener.onMessage({ kind: 'working', runs: 1 });
    engine().listener.onMessage({ kind: 'closing', isClosing: false });
    expect(await isClosing).toBe(false);
    expect(supervisor.runs()).toBe(1);
    expect(states.at(-1)).toEqual({ kind: 'ready', restarts: 0 });
    // It is as it was: its end would be a crash.
    engine().listener.onExit('signal SIGKILL');
    expect(states.at(-1)).toMatchObject({ kind: 'restarting' });
  });

  test('is no crash, and closing then waits for the same end', async () => {
    const { supervisor, engine, states, started } = readyBench();
    const isClosing = supervisor.closeIfIdle();
    engine().listener.onMessage({ kind: 'closing', isClosing: true });
    expect(await isClosing).toBe(true);
    const closed = supervisor.close();
    expect(engine().heard.filter(({ kind }) => kind === 'close')).toHaveLength(1);
    engine().listener.onExit('exit code 0');
    await closed;
    expect(states.at(-1)).toEqual({ kind: 'ready', restarts: 0 });
    expect(started()).toBe(1);
  });

  test('an engine that does not answer is not taken for idle, and one that is gone is', async () => {
    const { supervisor, engine, pass, states } = readyBench();
    const first = supervisor.closeIfIdle();
    pass(3_000);
    expect(await first).toBe(false);
    // It closes all the same: somebody may have gone on working with it.
    engine().listener.onMessage({ kind: 'closing', isClosing: true });
    engine().listener.onExit('exit code 0');
    expect(states.at(-1)).toMatchObject({ kind: 'restarting' });
    pass(200);
    engine().listener.onMessage({ kind: 'ready' });
    const second = supervisor.closeIfIdle();
    engine().listener.onExit('signal SIGKILL');
    expect(await second).toBe(true);
  });
});

describe('closing', () => {
  test('waits for the runs to stop, and is no crash', async () => {
    const { supervisor, engine, states, started } = readyBench();
    const closed = supervisor.close();
    expect(engine().heard.at(-1)).toEqual({ kind: 'close' });
    engine().listener.onExit('exit code 0');
    await closed;
    expect(states.at(-1)).toEqual({ kind: 'ready', restarts: 0 });
    expect(started()).toBe(1);
  });

  test('does not wait for ever', async () => {
    const { supervisor, engine, pass, logged } = readyBench();
    const closed = supervisor.close();
    pass(20_000);
    await closed;
    expect(engine().isKilled).toBe(true);
    expect(logged).toContain('The engine did not end in time and is stopped.');
  });

  test('while a restart is due starts nothing more', async () => {
    const { supervisor, engine, started, pass } = readyBench();
    engine().listener.onExit('exit code 1');
    await supervisor.close();
    pass(60_000);
    expect(started()).toBe(1);
  });
});

test('questions to the keychain are answered to the process that asked', async () => {
  const { engine } = readyBench();
  engine().listener.onMessage({ kind: 'seal', id: 7, act: 'seal', base64: 'YQ==' });
  await expect.poll(() => engine().heard.at(-1)).toEqual({ kind: 'sealed', id: 7, base64: 'YQ==' });
});

test('a run that failed is told', () => {
  const { engine, failures } = readyBench();
  engine().listener.onMessage({ kind: 'run-failed', slot: '03', outcome: 'FAIL' });
  expect(failures).toEqual(['03']);
});
