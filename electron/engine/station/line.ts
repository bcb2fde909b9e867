// Owns: the line as an operator works it: a unit that is plugged in is recognised and made, and every slot shows its state.
// May import contract, the journal and the parts of the station. The engine keeps the line: no window need be open.
// Start reading at `createLine`; line-start.ts is a unit's way to its run, line-check.ts has the rules.
import type { Slot } from '../../contract/device.ts';
import { isFinalForUnit, SlipwayError } from '../../contract/errors.ts';
import type { LineSetup, LineSlot, LineState } from '../../contract/line.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import type { RunResult } from '../job/runner.ts';
import type { Journal } from '../journal/journal.ts';
import type { Scanner } from '../transport/scanner.ts';
import type { Clock } from '../util/clock.ts';
import type { JsonFile } from '../util/json-file.ts';
import type { EventHub } from './events.ts';
import { createLineBoard } from './line-board.ts';
import { findUnitObstacle, isFailedForGood } from './line-check.ts';
import { createLineOrder } from './line-order.ts';
import { followPorts, type PortInSlot } from './line-ports.ts';
import { factsOf } from './line-recipe.ts';
import { followRuns } from './line-runs.ts';
import { createLineSetup } from './line-setup.ts';
import { createLineStarts } from './line-start.ts';
import type { Recipes } from './recipes.ts';
import type { Runs } from './runs.ts';
import type { Sessions } from './sessions.ts';
import { createStartHold } from './start-hold.ts';

export interface LineDeps {
  readonly journal: Journal;
  readonly hub: Pick<EventHub, 'publishLine' | 'publishChanged' | 'onChanged'>;
  readonly scanner: Pick<Scanner, 'list' | 'onEvent'>;
  readonly recipes: Recipes;
  readonly runs: Runs;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly file: JsonFile<{ setup: LineSetup | null }>;
  readonly slots: readonly Slot[];
  /** What the set-up's recipe needs is there; on the virtual bench that takes a moment. */
  readonly whenReady: Promise<void>;
  readonly log: (line: string) => void;
}

export interface Line {
  readonly calls: Engine['line'];
  /** The recipe that it is set up with. */
  source(): LineSetup['source'] | undefined;
  /** The slots of the station have changed. */
  place(slots: readonly Slot[]): void;
  /** A run has ended and has let go of slot and port. */
  runEnded(end: { readonly runId: string; readonly slot: string; readonly result: RunResult }): void;
  /** Stops what it recognises; runs are the scheduler's to stop. */
  close(): Promise<void>;
}

/** Nobody knows yet who it is. */
const fresh = { unit: null, run: null, hold: null, repeatOf: null, failedBefore: null } as const;

export function createLine(deps: LineDeps): Line {
  const { journal, hub, log } = deps;
  let slots = deps.slots;
  let isClosed = false;
  const tellChanged = () => hub.publishChanged('line');
  const board = createLineBoard({
    publish: hub.publishLine,
    onPlaces: tellChanged,
    nowMs: () => deps.clock.nowMs(),
  });
  const order = createLineOrder({ journal });
  const setups = createLineSetup({ file: deps.file, recipes: deps.recipes, order, onChanged: tellChanged });
  const lineRuns = followRuns({ journal, board, onFinished });
  const ports = followPorts({
    scanner: deps.scanner,
    hasSlots: () => slots.length > 0,
    onPlugged,
    onPulled,
    onReset,
  });
  const starts = createLineStarts({
    ...deps,
    board,
    order,
    lineRuns,
    port: (slot) => ports.list().find((place) => place.slot === slot),
    setup: setups.current,
    recipe: setups.refresh,
  });
  const isBusy = (slot: string) => starts.isStarting(slot) || lineRuns.workingIn(slot) !== undefined;
  const startHold = createStartHold();
  const isAutomatic = ({ isMapped }: PortInSlot) =>
    isMapped && setups.current()?.autoStart === true && !startHold.isHeld();

  function onPlugged(place: PortInSlot): void {
    const { slot, port } = place;
    starts.forget(slot);
    if (isBusy(slot)) {
      // During a run it is the same unit, or the run will find out that it is not. A recognition was cut off by the pull.
      board.change(slot, { portId: port.id });
      if (starts.isStarting(slot)) void starts.whenIdle(slot).then(() => onPluggedAgain(place));
      return;
    }
    board.change(slot, { ...fresh, phase: 'ready', portId: port.id });
    if (isAutomatic(place)) startByItself(slot);
  }

  function onPluggedAgain(place: PortInSlot): void {
    const isThere = ports.list().some(({ slot, port }) => slot === place.slot && port.id === place.port.id);
    if (isThere && !isBusy(place.slot) && !isClosed) onPlugged(place);
  }

  function onPulled(slot: string): void {
    starts.forget(slot);
    const isRunning = lineRuns.workingIn(slot) !== undefined;
    const gone = new SlipwayError('port/gone', say('slot-unit-gone', { slot }));
    const { portId, run } = board.get(slot);
    // The run may notice first; how it ended stays to be read until the next unit comes.
    const isWhyItEnded = run?.error?.code === 'port/gone' && starts.wasTouched(slot);
    if (starts.stop(slot, gone) || isRunning || isWhyItEnded) board.change(slot, { portId: null });
    else if (portId !== null) board.clear(slot);
  }

  function onReset(place: PortInSlot): void {
    const { slot, port } = place;
    board.change(slot, { portId: port.id });
    if (isBusy(slot) || !isAutomatic(place)) return;
    const before = board.get(slot);
    starts.recheck(place).then(
      (who) => {
        if (who === 'another') onPlugged(place);
        else board.change(slot, { phase: before.phase, hold: before.hold });
      },
      (thrown: unknown) => log(`Slot ${slot} after a reset: ${String(thrown)}`),
    );
  }

  function startByItself(slot: string): void {
    starts
      .start({ slot, again: false })
      .catch((thrown: unknown) => log(`Slot ${slot} was not started: ${String(thrown)}`));
  }

  /** The unit may be started now, where something else was in its way before. */
  function reconsider(slot: string): void {
    const place = ports.list().find((candidate) => candidate.slot === slot);
    if (place === undefined) board.clear(slot);
    else {
      board.change(slot, { phase: 'ready', hold: null, repeatOf: null });
      if (isAutomatic(place)) startByItself(slot);
    }
  }

  function onFinished(slot: string): void {
    order.giveBack(slot);
    starts.touched(slot);
    if (order.name() === undefined) return;
    tellChanged();
    for (const waiting of board.list()) {
      if (waiting.hold?.kind === 'order-complete' && order.hasRoom(undefined)) reconsider(waiting.slot);
    }
  }

  /** A person has decided about the unit in a slot that waited for it, or that showed it as failed for good. */
  function onDecided({ slot, phase, hold, run, unit }: LineSlot): void {
    const isDone = phase === 'finished' && isFinalForUnit(run?.error?.code);
    if (hold?.kind !== 'attention' && !isFailedForGood({ hold }) && !isDone) return;
    const record = journal.unit(unit?.unitId ?? '');
    const obstacle = record && findUnitObstacle(journal, record);
    if (obstacle !== undefined) {
      board.change(slot, obstacle.change);
      return;
    }
    board.change(slot, { run: null, failedBefore: (record && journal.failureOfUnit(record.unitId)) ?? null });
    reconsider(slot);
  }

  const stopListening = journal.subscribe(({ body }) => {
    if (body.kind !== 'unit.decided') return;
    for (const place of board.list()) if (place.unit?.unitId === body.unitId) onDecided(place);
  });
  const stopFollowing = hub.onChanged((topic) => {
    if (setups.current() === undefined) return;
    if (topic === 'library' || topic === 'drafts' || topic === 'trust') setups.refresh().catch(() => undefined);
  });

  /** Nothing starts by itself here: these units were in their slots before anybody said what is to be made of them. */
  function sync(): void {
    const here = new Map(ports.list().map((place) => [place.slot, place.port.id]));
    for (const { slot, portId } of board.list()) {
      if (isBusy(slot) || portId === (here.get(slot) ?? null)) continue;
      if (portId !== null) board.clear(slot);
    }
    for (const [slot, portId] of here) {
      if (isBusy(slot) || board.get(slot).portId === portId) continue;
      const { phase } = board.get(slot);
      board.change(slot, { portId, ...(phase === 'empty' ? { phase: 'ready' } : {}) });
    }
  }

  function place(wanted: readonly Slot[]): void {
    slots = wanted;
    board.place(wanted);
    sync();
  }

  board.place(slots);
  for (const { name } of slots) lineRuns.restore(name);
  sync();
  const restored = new Set(
    board
      .list()
      .filter(({ slot, phase }) => phase === 'ready' && lineRuns.restoreEnd(slot))
      .map(({ slot }) => slot),
  );
  const isRestored = deps.whenReady.catch(() => undefined).then(setups.restore);
  isRestored.catch((thrown: unknown) => log(`The set-up of the line cannot be read: ${String(thrown)}`));

  /** While the station was away, hands were not: a fresh unit must not stand for the failed one that was taken out. */
  async function confirmEnds(): Promise<void> {
    if (setups.recipe() === undefined) return;
    const asked = ports.list().filter(({ slot, isMapped }) => isMapped && restored.has(slot));
    await Promise.all(
      asked.map(async (place) => {
        const { slot } = place;
        if (isClosed || isBusy(slot)) return;
        // One that does not answer stays as it is shown.
        await starts.confirm(place).catch((thrown: unknown) => log(`Slot ${slot} was not asked: ${String(thrown)}`));
      }),
    );
  }
  void isRestored.then(confirmEnds).catch(() => undefined);

  async function replaceSetup(setup: LineSetup | null): Promise<void> {
    await isRestored.catch(() => undefined);
    await setups.replace(setup);
    const stale = board.list().filter(({ hold, phase }) => {
      if (phase === 'repeat') return true;
      // Nothing that is made anew of it makes it one that may be shipped.
      if (isFailedForGood({ hold })) return false;
      return phase === 'hold' && hold?.kind !== 'attention' && hold?.kind !== 'interrupted';
    });
    // All before anything waits: what is started meanwhile keeps its slot.
    for (const { slot } of stale) board.change(slot, { phase: 'ready', hold: null, repeatOf: null });
    await Promise.all(stale.map(({ slot }) => judgeAnew(slot)));
    tellChanged();
  }

  /** What is to be made has changed: a unit that is not for it is not called ready. Nothing starts by this. */
  async function judgeAnew(slot: string): Promise<void> {
    const asked = board.get(slot).revision;
    // A recipe that cannot be used is told as the problem of the line.
    const change = await starts.judge(slot).catch(() => undefined);
    if (change !== undefined && board.get(slot).revision === asked && !isBusy(slot)) board.change(slot, change);
  }

  function state(): LineState {
    const recipe = setups.recipe();
    return {
      setup: setups.current() ?? null,
      recipe: recipe === undefined ? null : factsOf(recipe),
      problem: setups.problem(),
      order: order.state(),
      slots: board.list(),
    };
  }

  return {
    calls: {
      get: async () => {
        await isRestored;
        return state();
      },
      setup: async (setup) => {
        await replaceSetup(setup);
        return state();
      },
      clear: async () => {
        await replaceSetup(null);
        return { ok: true };
      },
      start: async (request) => {
        await isRestored;
        return starts.start(request);
      },
      stop: async ({ slot }) => {
        const runId = lineRuns.workingIn(slot);
        const byPerson = new SlipwayError('job/aborted', say('slot-stopped-by-person', { slot }));
        if (runId !== undefined) deps.runs.cancel(runId);
        else if (!starts.stop(slot, byPerson)) {
          throw new SlipwayError('job/not-found', say('slot-idle', { slot }));
        }
        return { ok: true };
      },
      hold: async (_nothing, { signal }) => startHold.hold(signal),
    },
    source: () => setups.current()?.source,
    place,
    runEnded: (end) => {
      lineRuns.ended(end);
      starts.touched(end.slot);
    },
    async close() {
      isClosed = true;
      startHold.close();
      ports.close();
      stopListening();
      stopFollowing();
      await starts.close();
      lineRuns.close();
      await isRestored.catch(() => undefined);
    },
  };
}
