// Owns: which ports are there, which slot each is in, and whether one that came back is the one that left.
// May import contract and util. Start reading at `createScanner`; `fold` is the rule.
import type { PortInfo, Slot } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Clock } from '../util/clock.ts';
import { createEmitter, type Unsubscribe } from '../util/emitter.ts';
import type { PortSource } from './port-sources.ts';

export interface SeenPort {
  readonly port: PortInfo;
  readonly slot: string | null;
  readonly attachedAtMs: number;
}

/**
 * `missing`: the port is not there now; what follows within the grace time is `returned`, else `detached`.
 * `returned`: the unit re-enumerated (a reset, another mode of it) at its place; `before` is what it was.
 */
export type ScannerEvent =
  | { readonly kind: 'attached' | 'missing' | 'detached'; readonly seen: SeenPort }
  | { readonly kind: 'returned'; readonly seen: SeenPort; readonly before: PortInfo }
  | { readonly kind: 'source-failed'; readonly source: string; readonly why: string };

export interface ScannerDeps {
  readonly sources: readonly PortSource[];
  readonly slots: readonly Slot[];
  readonly clock: Clock;
  readonly pollIntervalMs?: number;
  /** A unit that resets its USB is gone for 0.1 to 1.5 s on the boards that we know. */
  readonly graceMs?: number;
  /** Several devices of one hub come together: one look for all. */
  readonly debounceMs?: number;
}

export interface Scanner extends AsyncDisposable {
  /** Looks once, then keeps looking until it is closed. */
  start(): Promise<void>;
  /** Looks now. */
  refresh(): Promise<void>;
  list(): readonly SeenPort[];
  onEvent(listener: (event: ScannerEvent) => void): Unsubscribe;
  slotOf(port: PortInfo): string | null;
  setSlots(slots: readonly Slot[]): void;
  /** Throws port/foreign when this station has slots and the port is in none of them. */
  assertOurs(port: PortInfo): void;
  /** The port at the same place now, whatever it is called; looks afresh. */
  locate(port: PortInfo): Promise<PortInfo | undefined>;
  close(): Promise<void>;
}

interface Tracked {
  port: PortInfo;
  attachedAtMs: number;
  missingSinceMs: number | undefined;
}

export function createScanner(deps: ScannerDeps): Scanner {
  const { clock, sources, pollIntervalMs = 1000, graceMs = 2000, debounceMs = 50 } = deps;
  const events = createEmitter<ScannerEvent>();
  const stopped = new AbortController();
  const lastListed = new Map<PortSource, readonly PortInfo[]>();
  const failing = new Set<PortSource>();
  const watches: Unsubscribe[] = [];
  let tracked: Tracked[] = [];
  let slots = deps.slots;
  let hint = new AbortController();
  let looking: Promise<void> | undefined;
  let loop: Promise<void> | undefined;

  const slotOf = (port: PortInfo): string | null => findSlot(port, slots)?.name ?? null;
  const seen = ({ port, attachedAtMs }: Tracked): SeenPort => ({ port, slot: slotOf(port), attachedAtMs });

  /** A source that fails keeps its ports: a hiccup of the list must not look like a pulled cable. */
  async function listAll(): Promise<PortInfo[]> {
    const lists = await Promise.all(
      sources.map(async (source) => {
        try {
          lastListed.set(source, await source.list());
          failing.delete(source);
        } catch (thrown) {
          const why = thrown instanceof Error ? thrown.message : String(thrown);
          if (!failing.has(source)) events.emit({ kind: 'source-failed', source: source.name, why });
          failing.add(source);
        }
        return lastListed.get(source) ?? [];
      }),
    );
    return lists.flat();
  }

  /** Compares what is there with what was there, and tells. */
  function fold(listed: readonly PortInfo[]): void {
    const nowMs = clock.monotonicMs();
    const told: ScannerEvent[] = [];
    const newlyMissing: Tracked[] = [];
    for (const entry of tracked) {
      // A name may pass to another unit at another place (ttyACM0), so both must be the same.
      const isListed = listed.some((port) => port.id === entry.port.id && positionOf(port) === positionOf(entry.port));
      if (isListed || entry.missingSinceMs !== undefined) continue;
      entry.missingSinceMs = nowMs;
      newlyMissing.push(entry);
    }
    for (const port of listed) {
      const atPlace = tracked.filter((other) => positionOf(other.port) === positionOf(port));
      const entry =
        atPlace.find((other) => other.port.id === port.id) ??
        atPlace.find((other) => other.missingSinceMs !== undefined);
      if (entry && isAnotherUnit(entry.port, port)) {
        told.push({ kind: 'detached', seen: seen(entry) });
        tracked = tracked.filter((other) => other !== entry);
      } else if (entry) {
        const before = entry.port;
        const hasReturned = entry.missingSinceMs !== undefined || before.id !== port.id || hasChanged(before, port);
        entry.port = port;
        entry.missingSinceMs = undefined;
        if (hasReturned) told.push({ kind: 'returned', seen: seen(entry), before });
        continue;
      }
      const added: Tracked = { port, attachedAtMs: clock.nowMs(), missingSinceMs: undefined };
      tracked.push(added);
      told.push({ kind: 'attached', seen: seen(added) });
    }
    for (const entry of newlyMissing) {
      if (entry.missingSinceMs !== undefined) told.push({ kind: 'missing', seen: seen(entry) });
    }
    const isLost = ({ missingSinceMs }: Tracked) => missingSinceMs !== undefined && nowMs - missingSinceMs >= graceMs;
    for (const entry of tracked.filter(isLost)) told.push({ kind: 'detached', seen: seen(entry) });
    tracked = tracked.filter((entry) => !isLost(entry));
    for (const event of told) events.emit(event);
  }

  function refresh(): Promise<void> {
    looking ??= listAll()
      .then(fold)
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const isAnyMissing = tracked.some(({ missingSinceMs }) => missingSinceMs !== undefined);
      const waitMs = isAnyMissing ? Math.min(pollIntervalMs, Math.max(10, graceMs / 10)) : pollIntervalMs;
      const wake = AbortSignal.any([hint.signal, stopped.signal]);
      await clock.sleep(waitMs, wake).catch(() => undefined);
      if (hint.signal.aborted) await clock.sleep(debounceMs, stopped.signal).catch(() => undefined);
      hint = new AbortController();
      if (!stopped.signal.aborted) await refresh();
    }
  }

  async function close(): Promise<void> {
    stopped.abort();
    for (const stop of watches.splice(0)) stop();
    await loop;
  }

  return {
    async start() {
      if (loop) return;
      const added = await Promise.all(sources.map((source) => source.watch?.(() => hint.abort())));
      watches.push(...added.filter((stop) => stop !== undefined));
      await refresh();
      loop = run();
    },
    refresh,
    list: () => tracked.filter(({ missingSinceMs }) => missingSinceMs === undefined).map(seen),
    onEvent: (listener) => events.on(listener),
    slotOf,
    setSlots: (wanted) => {
      slots = wanted;
    },
    assertOurs(port) {
      if (slots.length === 0 || slotOf(port) !== null) return;
      throw new SlipwayError('port/foreign', say('port-in-no-slot', { port: port.path, slots: slots.length }), {
        context: { port: port.id, topology: port.topology },
      });
    },
    async locate(port) {
      const listed = await listAll();
      const atPlace = listed.find((other) => other.kind === port.kind && positionOf(other) === positionOf(port));
      // A port that was named by hand and that no list knows (a pty) can only be where it was.
      return atPlace ?? (port.topology ? undefined : port);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The slot whose `match` is the port's place, path or id. */
export function findSlot(port: PortInfo, slots: readonly Slot[]): Slot | undefined {
  return slots.find(({ match }) => match === port.topology || match === port.path || match === port.id);
}

const positionOf = (port: PortInfo): string => port.topology ?? port.path;

/** The same product with another serial number is another unit; another product at the place is another mode of the same. */
function isAnotherUnit(before: PortInfo, now: PortInfo): boolean {
  return (
    before.usbVendorId === now.usbVendorId &&
    before.usbProductId === now.usbProductId &&
    before.usbSerialNumber !== undefined &&
    now.usbSerialNumber !== undefined &&
    before.usbSerialNumber !== now.usbSerialNumber
  );
}

function hasChanged(before: PortInfo, now: PortInfo): boolean {
  return before.usbVendorId !== now.usbVendorId || before.usbProductId !== now.usbProductId;
}
