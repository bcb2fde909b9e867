// Request and reply over a transport: one request at a time, frames that are not its reply are left aside.
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Clock } from '../../util/clock.ts';
import {
  encodeRequest,
  errorMeaning,
  isFlashError,
  isUnsupportedError,
  opName,
  type Reply,
  splitStatus,
  tryDecodeReply,
} from './codec.ts';
import { createSlipDecoder, encodeSlip } from './slip.ts';

/** The largest frame that a loader sends is a READ_FLASH packet; anything longer is not a loader. */
const MAX_FRAME_BYTES = 0x4000 + 64;
/** Ordinary commands (esptool: DEFAULT_TIMEOUT). */
export const COMMAND_TIMEOUT_MS = 3000;
/** How much of what arrives is kept to tell a boot log from noise. */
const EVIDENCE_BYTES = 4096;

export type Outcome =
  | { readonly kind: 'ok'; readonly value: number; readonly data: Uint8Array }
  | { readonly kind: 'failed'; readonly errorCode: number }
  | { readonly kind: 'timeout' };

export interface RequestOptions {
  readonly timeoutMs?: number;
  /** Lengths of data that the reply may carry, the longest first; none when absent. */
  readonly dataBytes?: readonly number[];
  readonly signal: AbortSignal;
}

export interface LoaderLink {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Bytes written to the transport so far, framing included. */
  readonly sentBytes: number;
  /** What arrived lately, as evidence. */
  readonly evidence: Uint8Array;
  /** The request as it goes over the wire, so that the next block can be made while the last one is under way. */
  encode(code: number, body: Uint8Array, checksum?: number): Uint8Array;
  /** Sends an encoded request and waits for its reply. */
  exchange(code: number, encoded: Uint8Array, options: RequestOptions): Promise<Outcome>;
  /** As `exchange`; a refusal or silence is an error. */
  request(code: number, body: Uint8Array, options: RequestOptions): Promise<{ value: number; data: Uint8Array }>;
  tryRequest(code: number, body: Uint8Array, options: RequestOptions): Promise<Outcome>;
  /** Sends a bare frame, as the acknowledgements of READ_FLASH are. */
  sendFrame(payload: Uint8Array, signal: AbortSignal): Promise<void>;
  /** The next frame of any kind; undefined when `timeoutMs` passes. */
  nextFrame(timeoutMs: number, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** Waits until nothing has come for `quietMs` and forgets all of it. */
  drain(quietMs: number, signal: AbortSignal): Promise<void>;
  /** Forgets what has arrived, evidence included. */
  forget(): Promise<void>;
}

export function createLoaderLink(transport: Transport, clock: Clock): LoaderLink {
  const decoder = createSlipDecoder(MAX_FRAME_BYTES);
  let frames: Uint8Array[] = [];
  let sentBytes = 0;
  let evidence = new Uint8Array();

  async function send(encoded: Uint8Array, signal: AbortSignal): Promise<void> {
    sentBytes += encoded.length;
    await transport.write(encoded, signal);
  }

  async function nextFrame(timeoutMs: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const deadline = clock.monotonicMs() + timeoutMs;
    for (;;) {
      const frame = frames.shift();
      if (frame) return frame;
      const leftMs = deadline - clock.monotonicMs();
      if (leftMs <= 0) return undefined;
      const bytes = await transport.read(leftMs, signal);
      if (!bytes) continue;
      keepEvidence(bytes);
      frames.push(...decoder.push(bytes));
    }
  }

  function keepEvidence(bytes: Uint8Array): void {
    if (bytes.length >= EVIDENCE_BYTES) evidence = bytes.slice(-EVIDENCE_BYTES);
    else {
      const kept = evidence.subarray(Math.max(0, evidence.length + bytes.length - EVIDENCE_BYTES));
      const joined = new Uint8Array(kept.length + bytes.length);
      joined.set(kept);
      joined.set(bytes, kept.length);
      evidence = joined;
    }
  }

  async function waitForReply(code: number, timeoutMs: number, signal: AbortSignal): Promise<Reply | undefined> {
    const deadline = clock.monotonicMs() + timeoutMs;
    for (;;) {
      const frame = await nextFrame(Math.max(0, deadline - clock.monotonicMs()), signal);
      if (!frame) return undefined;
      const reply = tryDecodeReply(frame);
      if (!reply) continue;
      if (reply.op === code) return reply;
      // Some ROMs answer an unknown command under another code; the error says that it was this one.
      const status = splitStatus(reply, 0);
      if (status.kind === 'failed' && isUnsupportedError(status.errorCode)) return reply;
    }
  }

  async function exchange(code: number, encoded: Uint8Array, options: RequestOptions): Promise<Outcome> {
    frames = [];
    await send(encoded, options.signal);
    const reply = await waitForReply(code, options.timeoutMs ?? COMMAND_TIMEOUT_MS, options.signal);
    if (!reply) return { kind: 'timeout' };
    const dataBytes = options.dataBytes?.find((length) => reply.body.length >= length + 2) ?? 0;
    const status = splitStatus(reply, dataBytes);
    if (status.kind === 'failed') return status;
    // A reply without the data it should have is damage on the line, not an answer.
    if (status.kind === 'short' || (options.dataBytes !== undefined && dataBytes === 0)) return { kind: 'timeout' };
    return { kind: 'ok', value: reply.value, data: status.data.slice() };
  }

  const encode = (code: number, body: Uint8Array, checksum = 0) => encodeSlip(encodeRequest(code, body, checksum));
  const tryRequest = (code: number, body: Uint8Array, options: RequestOptions) =>
    exchange(code, encode(code, body), options);

  return {
    transport,
    clock,
    get sentBytes() {
      return sentBytes;
    },
    get evidence() {
      return evidence;
    },
    encode,
    exchange,
    tryRequest,
    async request(code, body, options) {
      const outcome = await tryRequest(code, body, options);
      if (outcome.kind === 'ok') return outcome;
      throw outcomeError(code, outcome, options.timeoutMs ?? COMMAND_TIMEOUT_MS);
    },
    sendFrame: (payload, signal) => send(encodeSlip(payload), signal),
    nextFrame,
    async drain(quietMs, signal) {
      frames = [];
      // Bounded: a unit that never stops talking is the caller's problem, not ours to wait for.
      const deadline = clock.monotonicMs() + quietMs * 20;
      while (clock.monotonicMs() < deadline && (await transport.read(quietMs, signal))) {}
      decoder.reset();
    },
    async forget() {
      frames = [];
      evidence = new Uint8Array();
      decoder.reset();
      await transport.discardInput();
    },
  };
}

/** What a person must know of a command that was refused or never answered. */
export function outcomeError(code: number, outcome: Exclude<Outcome, { kind: 'ok' }>, timeoutMs: number): SlipwayError {
  if (outcome.kind === 'timeout') {
    return new SlipwayError(
      'device/timeout',
      say('loader-no-answer', { command: opName(code), timeoutMs: Math.ceil(timeoutMs) }),
    );
  }
  const { errorCode } = outcome;
  return new SlipwayError(
    isFlashError(errorCode) ? 'device/write-failed' : 'device/rejected',
    say('loader-refused', { command: opName(code), errorCode, reason: errorMeaning(errorCode) }),
  );
}
