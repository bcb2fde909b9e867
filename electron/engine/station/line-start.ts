// Owns: the way of a unit in a slot from plugged in to its run: recognise it, ask what stands in the way, start.
// May import contract, the journal and the parts of the station. Start reading at `start`.
import type { HardwareIdentity } from '../../contract/device.ts';
import { SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import type { LineSetup, LineSlot } from '../../contract/line.ts';
import type { UnitRecord } from '../../contract/records.ts';
import { say } from '../../contract/sentences.ts';
import { attempt } from '../job/attempt.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../util/clock.ts';
import type { LineBoard, SlotChange } from './line-board.ts';
import { findObstacle, findUnitObstacle, type LineRequest, refusal } from './line-check.ts';
import type { LineOrder } from './line-order.ts';
import type { PortInSlot } from './line-ports.ts';
import type { LineRecipe } from './line-recipe.ts';
import { type LineRuns, lineUnitOf } from './line-runs.ts';
import type { Runs } from './runs.ts';
import type { OpenUnit, Sessions } from './sessions.ts';

/** As long as a run's own step may take to recognise a unit. */
const recogniseTimeoutMs = 60_000;
/** A chip with USB of its own comes back so soon after a reset that we caused. */
const settleMs = 5_000;

export interface LineStarts {
  /** Rejects with what stands in the way; the slot shows the same. */
  start(request: LineRequest): Promise<{ runId: string }>;
  isStarting(slot: string): boolean;
  /** How a slot stands whose unit is known, asked anew without touching the unit; undefined: it may be started. */
  judge(slot: string): Promise<SlotChange | undefined>;
  /** Another unit is in the slot, or none. */
  forget(slot: string): void;
  /** Stops the recognition in a slot; false where there is none. */
  stop(slot: string, reason: SlipwayError): boolean;
  /** Resolves when nothing starts in the slot any more. */
  whenIdle(slot: string): Promise<void>;
  /** The unit in the slot may have changed: asks it, and leaves the slot as it is where it has not. */
  recheck(place: PortInSlot): Promise<'same' | 'another'>;
  /** Asks who is in a slot that shows another run's end; where it is another unit, the slot shows that one as it stands. */
  confirm(place: PortInSlot): Promise<void>;
  /** Something of ours has just let go of the unit. */
  touched(slot: string): void;
  /** Something of ours had the unit until a moment ago: what its port does now may come from that. */
  wasTouched(slot: string): boolean;
  close(): Promise<void>;
}

export interface LineStartsDeps {
  readonly journal: Journal;
  readonly board: LineBoard;
  readonly order: LineOrder;
  readonly lineRuns: LineRuns;
  readonly runs: Runs;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly port: (slot: string) => PortInSlot | undefined;
  readonly setup: () => LineSetup | undefined;
  /** The recipe of the set-up as it is now. */
  readonly recipe: () => Promise<LineRecipe>;
}

interface Work {
  readonly abort: AbortController;
  readonly done: PromiseWithResolvers<void>;
}

export function createLineStarts(deps: LineStartsDeps): LineStarts {
  const { journal, board, order, lineRuns, clock } = deps;
  const works = new Map<string, Work>();
  /** Who is in a slot, asked since it was plugged in. */
  const known = new Map<string, HardwareIdentity>();
  const touchedAtMs = new Map<string, number>();
  const wasTouched = (slot: string) =>
    clock.monotonicMs() - (touchedAtMs.get(slot) ?? Number.NEGATIVE_INFINITY) < settleMs;
  const touched = (slot: string) => void touchedAtMs.set(slot, clock.monotonicMs());

  async function start(request: LineRequest): Promise<{ runId: string }> {
    const { slot } = request;
    const setup = deps.setup();
    if (setup === undefined) throw new SlipwayError('job/not-set-up', say('line-not-set-up', { slot }));
    // What is held already is only being let go of: a scanner can be quicker than that.
    if (board.get(slot).phase !== 'recognising') await works.get(slot)?.done.promise;
    return during(slot, async (signal) => {
      await lineRuns.whenFree(slot);
      const recipe = await deps.recipe();
      await using reached = new AsyncDisposableStack();
      const open = await reach(slot, recipe, signal);
      if (open !== undefined) reached.use(open);
      const hardware = known.get(slot);
      const unit = hardware && journal.unitByHardwareId(hardware.hardwareId);
      const obstacle = findObstacle(journal, { ...request, recipe, hardware, unit, hasRoom: order.hasRoom });
      if (obstacle !== undefined) {
        board.change(slot, obstacle.change);
        throw obstacle.error;
      }
      order.take(slot, unit);
      try {
        const { source, operator } = setup;
        const { scannedSerial } = request;
        // The run goes on with the unit where the recognition left it.
        reached.move();
        return await deps.runs.start(
          { target: slot, source, operator, scannedSerial },
          { order: order.name(), unit: open && { open, recipeHash: recipe.hash } },
        );
      } catch (thrown) {
        order.giveBack(slot);
        throw thrown;
      }
    });
  }

  /** One thing at a time in a slot; however it ends, the slot does not stay in between. */
  async function during<T>(slot: string, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
    assertIdle(slot);
    const work: Work = { abort: new AbortController(), done: Promise.withResolvers() };
    works.set(slot, work);
    const { signal } = work.abort;
    try {
      return await act(signal);
    } catch (thrown) {
      const error = toSlipwayError(signal.aborted ? signal.reason : thrown);
      settle(slot, error, signal.aborted);
      throw error;
    } finally {
      works.delete(slot);
      touched(slot);
      work.done.resolve();
    }
  }

  function assertIdle(slot: string): void {
    const runId = lineRuns.workingIn(slot);
    if (runId !== undefined || works.has(slot)) {
      throw new SlipwayError(
        'job/slot-busy',
        runId === undefined ? say('slot-recognising', { slot }) : say('slot-busy', { slot, runId }),
      );
    }
    if (board.get(slot).portId === null) {
      throw new SlipwayError('port/not-found', say('slot-empty', { slot }));
    }
  }

  function settle(slot: string, error: SlipwayError, isStopped: boolean): void {
    const { phase, portId } = board.get(slot);
    if (portId === null) board.clear(slot);
    else if (phase === 'recognising') board.change(slot, isStopped ? { phase: 'ready' } : refusal(error).change);
    else if (phase === 'ready') board.change(slot, refusal(error).change);
  }

  /**
   * Asks the unit who it is, unless that is known. Undefined for one that is known, and for one that does not answer
   * as it should: its run will say so, and so there is a record of it.
   */
  async function reach(slot: string, recipe: LineRecipe, signal: AbortSignal): Promise<OpenUnit | undefined> {
    if (known.has(slot)) return undefined;
    board.change(slot, { phase: 'recognising', hold: null, repeatOf: null });
    try {
      const open = await recognise(slot, recipe, signal);
      const hardware = open.session.identity;
      known.set(slot, hardware);
      board.change(slot, whoOf(hardware, journal.unitByHardwareId(hardware.hardwareId)));
      return open;
    } catch (thrown) {
      const error = toSlipwayError(thrown);
      const isBadUnit = error.entry.outcome === 'FAIL' || error.entry.outcome === 'TIMEOUT';
      if (signal.aborted || error.code === 'port/gone' || !isBadUnit) throw error;
      return undefined;
    }
  }

  function whoOf(hardware: HardwareIdentity, unit: UnitRecord | undefined): Pick<LineSlot, 'unit' | 'failedBefore'> {
    const { chip, mac = null } = hardware;
    if (unit === undefined) return { unit: { unitId: null, chip, mac, serial: null }, failedBefore: null };
    return { unit: lineUnitOf(unit), failedBefore: journal.failureOfUnit(unit.unitId) ?? null };
  }

  async function recognise(slot: string, recipe: LineRecipe, signal: AbortSignal): Promise<OpenUnit> {
    const place = deps.port(slot);
    if (place === undefined) {
      throw new SlipwayError('port/not-found', say('slot-empty', { slot }));
    }
    const { driver, driverOptions } = recipe;
    const holder = say('holder-recognising', { slot });
    const tooLong = () =>
      new SlipwayError('job/step-timeout', say('slot-not-recognised', { slot, timeoutMs: recogniseTimeoutMs }));
    return attempt({ clock, journal }, recogniseTimeoutMs, tooLong, signal, (attemptSignal) =>
      deps.sessions.take(place.port, driver, driverOptions, holder, attemptSignal),
    );
  }

  return {
    start,
    isStarting: (slot) => works.has(slot),
    async judge(slot) {
      const hardware = known.get(slot);
      if (hardware === undefined || deps.setup() === undefined) {
        // Nobody has asked since the start of the station; what stands in the way of this unit whatever is made is known.
        const { unitId = null } = board.get(slot).unit ?? {};
        const shown = unitId === null ? undefined : journal.unit(unitId);
        return shown && findUnitObstacle(journal, shown)?.change;
      }
      const recipe = await deps.recipe();
      const unit = journal.unitByHardwareId(hardware.hardwareId);
      return findObstacle(journal, { slot, again: false, recipe, hardware, unit, hasRoom: order.hasRoom })?.change;
    },
    forget: (slot) => void known.delete(slot),
    stop(slot, reason) {
      const work = works.get(slot);
      work?.abort.abort(reason);
      return work !== undefined;
    },
    async whenIdle(slot) {
      await works.get(slot)?.done.promise;
    },
    async recheck({ slot }) {
      const before = known.get(slot);
      if (before === undefined || wasTouched(slot)) return 'same';
      return during(slot, async (signal) => {
        await using open = await recognise(slot, await deps.recipe(), signal);
        return open.session.identity.hardwareId === before.hardwareId ? 'same' : 'another';
      });
    },
    confirm: ({ slot }) =>
      during(slot, async (signal) => {
        const recipe = await deps.recipe();
        await using open = await recognise(slot, recipe, signal);
        const hardware = open.session.identity;
        known.set(slot, hardware);
        const unit = journal.unitByHardwareId(hardware.hardwareId);
        const shown = board.get(slot).unit;
        if (shown?.unitId === unit?.unitId) return;
        if (shown === null) {
          // The run ended before it knew its unit: whether it was this one, nobody can say, so its end stays.
          const obstacle = unit && findUnitObstacle(journal, unit);
          return board.change(slot, { ...whoOf(hardware, unit), ...obstacle?.change });
        }
        const question = { slot, again: false, recipe, hardware, unit, hasRoom: order.hasRoom };
        board.change(slot, {
          phase: 'ready',
          run: null,
          hold: null,
          repeatOf: null,
          ...whoOf(hardware, unit),
          ...findObstacle(journal, question)?.change,
        });
      }),
    touched,
    wasTouched,
    async close() {
      const reason = new SlipwayError('job/aborted', say('station-closing'));
      for (const { abort } of works.values()) abort.abort(reason);
      await Promise.all([...works.values()].map(({ done }) => done.promise));
    },
  };
}
