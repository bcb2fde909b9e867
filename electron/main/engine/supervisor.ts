// Owns: keeping an engine process alive: start, back-off after a crash, the states that windows are told, orderly end.
// Imports contract and the control messages; nothing of Electron, so that its rules are tested without one.
// Start reading at `createSupervisor`.
import type { EngineState, FirstAnswer } from '../../contract/shell.ts';
import type { FromEngine, ToEngine } from '../../engine-process/control.ts';

/** One engine process, however it is started. `Port` is what a window's wire is handed over as. */
export interface EngineProcess<Port> {
  send(message: ToEngine): void;
  /** Gives it a window's wire. */
  connect(port: Port): void;
  /** Ends it at once; its `onExit` follows. */
  kill(): void;
}

export interface EngineProcessListener {
  onMessage(message: FromEngine): void;
  /** Once, and nothing after it. */
  onExit(reason: string): void;
}

export interface SupervisorDeps<Port> {
  readonly start: (listener: EngineProcessListener) => EngineProcess<Port>;
  /** What a new process is told to open, once that is known. */
  readonly open: () => Promise<Extract<ToEngine, { kind: 'open' }>>;
  /** Answers the engine's questions to the keychain. */
  readonly seal: (question: Extract<FromEngine, { kind: 'seal' }>) => Promise<ToEngine>;
  /** Calls back after `ms`; returns how to forget about it. */
  readonly after: (ms: number, work: () => void) => () => void;
  readonly nowMs: () => number;
  readonly onState: (state: EngineState) => void;
  readonly onWorking: (runs: number) => void;
  readonly onRunFailed: (failure: Extract<FromEngine, { kind: 'run-failed' }>) => void;
  readonly log: (line: string) => void;
}

export interface Supervisor<Port> {
  start(): void;
  state(): EngineState;
  /** What a page would ask first, if the engine has just answered it: for one page, and any other asks itself. */
  takeFirstAnswers(): readonly FirstAnswer[] | undefined;
  /** Units that are being worked on now. */
  runs(): number;
  /** Hands a window's wire over; calls wait until the station is open. False while there is no engine. */
  connect(port: Port): boolean;
  /** Starts again at once, where it had failed or is waiting to. */
  restart(): void;
  /** As `close`, if the engine itself says that nothing is being worked on. False where it does not, and it works on. */
  closeIfIdle(): Promise<boolean>;
  /** Stops runs at their next safe point and ends the process; resolves when it is gone. */
  close(): Promise<void>;
}

/** What a person can see as "it is back" comes first; an engine that keeps ending does not take the machine with it. */
const backOffMs = [200, 1_000, 3_000, 10_000, 30_000] as const;
/** An engine that lived so long was well; the next crash counts from the beginning. */
const wellAfterMs = 60_000;
/** The page of a start comes within this; to a later one they would be old. */
const firstAnswersForMs = 1_000;
/** For runs to reach a safe point; then the process is ended, and recovery settles what it did. */
const closeTimeoutMs = 20_000;
/** An engine that does not answer by then is not known to be idle. */
const answerWithinMs = 3_000;

const giveUp: EngineState = {
  kind: 'failed',
  message: 'The engine ended several times in a row.',
  action: 'Start it again; if it keeps ending, restart the computer and send the support file.',
  context: { detail: 'engine-keeps-ending', advice: 'do-start-engine-again' },
};

export function createSupervisor<Port>(deps: SupervisorDeps<Port>): Supervisor<Port> {
  let state: EngineState = { kind: 'starting' };
  let current: EngineProcess<Port> | undefined;
  let crashes = 0;
  let restarts = -1;
  let readyAtMs: number | undefined;
  let firstAnswers: readonly FirstAnswer[] | undefined;
  let runs = 0;
  let forgetTimer: (() => void) | undefined;
  let closing: PromiseWithResolvers<void> | undefined;
  let asking: PromiseWithResolvers<boolean> | undefined;

  const tell = (next: EngineState) => {
    state = next;
    deps.onState(next);
  };
  const setRuns = (next: number) => {
    if (next === runs) return;
    runs = next;
    deps.onWorking(next);
  };

  function start(): void {
    forgetTimer?.();
    forgetTimer = undefined;
    readyAtMs = undefined;
    firstAnswers = undefined;
    let engine: EngineProcess<Port>;
    try {
      engine = deps.start({
        onMessage: (message) => {
          if (engine === current) hear(message, engine);
        },
        onExit: (reason) => {
          if (engine === current) ended(reason);
        },
      });
    } catch (thrown) {
      // The machine has no process or no memory to give at this moment.
      ended(String(thrown));
      return;
    }
    current = engine;
    // Once it is there: a window's wire can be handed over, and what it asks waits at the other end.
    tell({ kind: 'starting' });
  }

  function hear(message: FromEngine, engine: EngineProcess<Port>): void {
    switch (message.kind) {
      case 'loaded':
        deps.open().then(engine.send, (thrown) => {
          deps.log(`What to open is not known: ${String(thrown)}`);
          engine.kill();
        });
        break;
      case 'ready':
        readyAtMs = deps.nowMs();
        restarts += 1;
        tell({ kind: 'ready', restarts });
        break;
      case 'first-answers':
        firstAnswers = message.answers;
        break;
      case 'refused':
        // Told before the process is ended, so that its exit is not taken for a crash.
        tell({ ...message, kind: 'failed' });
        engine.kill();
        break;
      case 'closing':
        // An answer for which nobody waits any more: its end is a crash, after which there is another one.
        if (message.isClosing && asking !== undefined && closing === undefined) void awaitEnd(engine);
        answer(message.isClosing);
        break;
      case 'working':
        setRuns(message.runs);
        break;
      case 'run-failed':
        deps.onRunFailed(message);
        break;
      case 'seal':
        void deps.seal(message).then((answer) => engine.send(answer));
        break;
      case 'log':
        deps.log(message.line);
        break;
      default:
        // The wires of windows are the process's own to relay.
        break;
    }
  }

  /** The process closes by our word: its exit is no crash. */
  function awaitEnd(engine: EngineProcess<Port>): Promise<void> {
    const ending = Promise.withResolvers<void>();
    closing = ending;
    forgetTimer = deps.after(closeTimeoutMs, () => {
      deps.log('The engine did not end in time and is stopped.');
      engine.kill();
    });
    return ending.promise;
  }

  function answer(isClosing: boolean): void {
    asking?.resolve(isClosing);
    asking = undefined;
  }

  function ended(reason: string): void {
    current = undefined;
    // Nothing works in an engine that is gone.
    answer(true);
    whatNext(reason);
    // Last, so that whoever hears that nothing works any more can see why.
    setRuns(0);
  }

  function whatNext(reason: string): void {
    if (closing !== undefined) {
      forgetTimer?.();
      closing.resolve();
      return;
    }
    deps.log(`The engine ended: ${reason}`);
    if (state.kind === 'failed') return;
    const wasWell = readyAtMs !== undefined && deps.nowMs() - readyAtMs >= wellAfterMs;
    crashes = wasWell ? 1 : crashes + 1;
    const inMs = backOffMs[crashes - 1];
    if (inMs === undefined) {
      tell(giveUp);
      return;
    }
    tell({ kind: 'restarting', reason, inMs });
    forgetTimer = deps.after(inMs, start);
  }

  return {
    start,
    state: () => state,
    takeFirstAnswers() {
      const taken = firstAnswers;
      firstAnswers = undefined;
      const isFresh = readyAtMs !== undefined && deps.nowMs() - readyAtMs < firstAnswersForMs;
      return isFresh && state.kind === 'ready' ? taken : undefined;
    },
    runs: () => runs,
    connect(port) {
      if ((state.kind !== 'ready' && state.kind !== 'starting') || current === undefined) return false;
      current.connect(port);
      return true;
    },
    restart() {
      if (closing !== undefined || current !== undefined) return;
      crashes = 0;
      start();
    },
    closeIfIdle() {
      if (closing !== undefined || current === undefined) return Promise.resolve(true);
      if (asking === undefined) {
        asking = Promise.withResolvers();
        const forget = deps.after(answerWithinMs, () => answer(false));
        void asking.promise.then(forget);
        current.send({ kind: 'close', ifIdle: true });
      }
      return asking.promise;
    },
    close() {
      if (closing !== undefined) return closing.promise;
      forgetTimer?.();
      if (current === undefined) {
        closing = Promise.withResolvers();
        closing.resolve();
        return closing.promise;
      }
      current.send({ kind: 'close' });
      return awaitEnd(current);
    },
  };
}
