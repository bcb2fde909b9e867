// Owns: one direction of a virtual line: bytes cross it at a rate, late, and as badly as the cable is.
// May import contract and util. Start reading at `createWire`; `step` is the model.
import { type ByteQueue, createByteQueue } from '../util/byte-queue.ts';
import type { Clock } from '../util/clock.ts';
import type { LineModel } from './virtual-device.ts';

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10;
/** A UART samples the middle of bit 10: beyond about 5 % of total error it fails; crystals take a part of that. */
const MAX_BAUD_MISMATCH = 0.03;
/** Bytes are moved in batches of this time, so that the cost does not grow with the rate. */
const BATCH_MS = 2;
/**
 * Timers come in whole milliseconds: what is due within half of one is moved, so that a byte is as often a little early
 * as a little late. The time used is counted exactly, so the rate is never exceeded over more than that.
 */
const TIMER_SLACK_MS = 0.5;

/** What goes wrong on the way, at the byte number `atByte` from now on (0 is the next byte that enters the wire). */
export type WireFault =
  | { readonly kind: 'drop'; readonly atByte: number; readonly count: number }
  | { readonly kind: 'corrupt'; readonly atByte: number; readonly xorMask?: number }
  | { readonly kind: 'stall'; readonly atByte: number; readonly forMs: number }
  | { readonly kind: 'unplug'; readonly atByte: number };

export interface WireDeps {
  readonly model: LineModel;
  readonly clock: Clock;
  /** Delay of this direction; the rate comes on top. */
  readonly latencyMs: number;
  /** Rate at which the far end listens now. */
  readonly receiverBaudRate: () => number;
  readonly deliver: (bytes: Uint8Array) => void;
  /** The adapter took bytes off its buffer. */
  readonly onSpace: () => void;
  /** A cable fault pulls the plug. */
  readonly onUnplug: () => void;
  /** How an unlimited wire leaves the caller's stack. */
  readonly defer: (act: () => void) => void;
}

export interface Wire {
  readonly queuedBytes: number;
  /** Bytes that came out at the far end since the wire was made. */
  readonly deliveredBytes: number;
  /** Takes a copy. `baudRate` is the sender's. */
  send(bytes: Uint8Array, baudRate: number): void;
  inject(fault: WireFault): void;
  /** Everything under way is lost. */
  clear(): void;
}

interface Segment {
  readonly baudRate: number;
  readonly bytes: ByteQueue;
}

export function createWire(deps: WireDeps): Wire {
  const { clock, model } = deps;
  let segments: Segment[] = [];
  let queued = 0;
  let delivered = 0;
  /** Numbers of the byte that enters next and leaves next, faults included. */
  let enteredAt = 0;
  let leavesAt = 0;
  let faults: WireFault[] = [];
  /** Up to when the wire is used: no idle time is saved up, so the rate is never exceeded. */
  let usedUntilMs = 0;
  let isRunning = false;
  /** Grows with each `clear`, so that a batch under way notices. */
  let generation = 0;

  const slackMs = model.rate === 'uart' ? TIMER_SLACK_MS : 0;
  const byteMs = (baudRate: number) => (model.rate === 'uart' ? (BITS_PER_BYTE * 1000) / baudRate : 0);

  /** How many bytes may leave before the next fault acts; a fault that acts now is applied and removed. */
  function untilNextFault(): number {
    const [fault] = faults;
    return fault ? Math.max(0, fault.atByte - leavesAt) : Number.POSITIVE_INFINITY;
  }

  /** Applies the fault that is due at the front of the queue; answers whether the wire still stands. */
  function applyFault(segment: Segment): boolean {
    const fault = faults.shift();
    if (fault?.kind === 'stall') usedUntilMs += fault.forMs;
    if (fault?.kind === 'drop') {
      const dropped = segment.bytes.drop(fault.count);
      account(segment, dropped);
      if (dropped < fault.count) faults.unshift({ ...fault, atByte: leavesAt, count: fault.count - dropped });
      return true;
    }
    if (fault?.kind === 'corrupt') {
      const byte = segment.bytes.take(1).map((value) => value ^ (fault.xorMask ?? 0x20));
      account(segment, byte.length);
      hand(byte);
    }
    if (fault?.kind === 'unplug') {
      deps.onUnplug();
      return false;
    }
    return true;
  }

  function account(segment: Segment, count: number): void {
    usedUntilMs += count * byteMs(segment.baudRate);
    queued -= count;
    leavesAt += count;
  }

  function hand(bytes: Uint8Array): void {
    delivered += bytes.length;
    deps.deliver(bytes);
  }

  /** Moves what the time allows. */
  function step(): void {
    const born = generation;
    while (born === generation) {
      const [segment] = segments;
      if (!segment) break;
      if (segment.bytes.lengthBytes === 0) {
        segments.shift();
        continue;
      }
      const perByteMs = byteMs(segment.baudRate);
      const elapsedMs = clock.monotonicMs() + slackMs - deps.latencyMs - usedUntilMs;
      const allowed =
        perByteMs === 0 ? (elapsedMs >= 0 ? segment.bytes.lengthBytes : 0) : Math.floor(elapsedMs / perByteMs);
      if (allowed <= 0) break;
      const clean = Math.min(allowed, segment.bytes.lengthBytes, untilNextFault());
      if (clean === 0) {
        if (!applyFault(segment)) break;
        continue;
      }
      const bytes = segment.bytes.take(clean);
      account(segment, clean);
      const isGarbled = perByteMs > 0 && mismatch(segment.baudRate, deps.receiverBaudRate()) > MAX_BAUD_MISMATCH;
      hand(isGarbled ? garble(bytes) : bytes);
    }
    if (born === generation) deps.onSpace();
  }

  async function run(): Promise<void> {
    const born = generation;
    while (queued > 0 && born === generation) {
      const batchMs = Math.min(BATCH_MS, queued * byteMs(segments[0]?.baudRate ?? 0));
      const dueMs = usedUntilMs + deps.latencyMs + batchMs - clock.monotonicMs();
      await clock.sleep(Math.max(1, Math.ceil(dueMs - slackMs)));
      if (born === generation) step();
    }
    if (born === generation) isRunning = false;
  }

  function start(): void {
    if (isRunning) return;
    isRunning = true;
    if (model.rate === 'uart' || deps.latencyMs > 0) {
      void run();
      return;
    }
    deferStep();
  }

  /** An unlimited wire has no timers; only a stalled cable makes it wait. */
  function deferStep(): void {
    const born = generation;
    deps.defer(() => {
      if (born !== generation) return;
      step();
      if (born !== generation) return;
      if (queued === 0) isRunning = false;
      else if (usedUntilMs > clock.monotonicMs()) void run();
      else deferStep();
    });
  }

  return {
    get queuedBytes() {
      return queued;
    },
    get deliveredBytes() {
      return delivered;
    },
    send(bytes, baudRate) {
      if (bytes.length === 0) return;
      if (queued === 0) usedUntilMs = Math.max(usedUntilMs, clock.monotonicMs());
      let last = segments.at(-1);
      if (!last || last.baudRate !== baudRate) {
        last = { baudRate, bytes: createByteQueue() };
        segments.push(last);
      }
      // Not slice(): a Buffer's slice shares its memory.
      last.bytes.push(new Uint8Array(bytes));
      queued += bytes.length;
      enteredAt += bytes.length;
      start();
    },
    inject(fault) {
      faults = [...faults, { ...fault, atByte: enteredAt + fault.atByte }].sort((a, b) => a.atByte - b.atByte);
    },
    clear() {
      generation += 1;
      isRunning = false;
      segments = [];
      queued = 0;
      leavesAt = enteredAt;
    },
  };
}

function mismatch(sender: number, receiver: number): number {
  return Math.abs(sender - receiver) / Math.max(1, receiver);
}

/** What a UART at another rate makes of the bytes: none of them right, and the same every time. */
function garble(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => byte ^ (((index * 73 + byte * 29) & 0xff) | 0x80));
}
