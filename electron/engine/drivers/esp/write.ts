// Writing flash: segments of at most 1 MiB, compressed where that helps, one block ahead of the line.
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { SlipwayError } from '../../../contract/errors.ts';
import { encodeDataBlock, isChecksumError, isUnsupportedError, type Op, op, words } from './codec.ts';
import { blockBytes, canDeflate, deflateBegin, flashBegin, writeTimeoutMs } from './commands.ts';
import { type Loader, syncRepeatedly } from './connect.ts';
import { COMMAND_TIMEOUT_MS, type Outcome, outcomeError } from './link.ts';

/** Memory of a write does not grow with the image: two segments at most are held, one going out, one being made. */
export const SEGMENT_BYTES = 1024 * 1024;
/** Best compression: the line is slower than the station (esptool does the same). */
const DEFLATE_LEVEL = 9;
/** A block whose checksum the unit refused was not used, so it may be sent again. */
const BLOCK_ATTEMPTS = 3;
/** Anything else leaves it open whether the unit used the block; then the segment starts over. */
const SEGMENT_ATTEMPTS = 3;
/** How much more than its share of the segment a compressed block may unpack to, as far as its time limit goes. */
const UNPACK_MARGIN = 4;
const QUIET_MS = 50;

const deflateAsync = promisify(deflate);

/** Bytes to write at `offset`, of a size that is a multiple of 4 (of 32 when encrypted), asked for piece by piece. */
export interface WriteRange {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly isEncrypted: boolean;
  read(at: number, length: number): Promise<Uint8Array>;
}

interface Segment {
  readonly offset: number;
  readonly plainBytes: number;
  readonly isCompressed: boolean;
  readonly payload: Uint8Array;
}

/** Writes the range and reports bytes as the unit takes them. */
export async function writeRange(
  loader: Loader,
  range: WriteRange,
  onWritten: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  if (range.isEncrypted && !loader.isStub && !loader.chip.hasEncryptedWriteInRom) {
    throw new SlipwayError(
      'device/rejected',
      `The ROM of the ${loader.chip.title} cannot write encrypted; only the flasher stub can.`,
      { context: { chip: loader.chip.name }, action: 'Allow the flasher stub in the device options of the recipe.' },
    );
  }
  let next: Promise<Segment> | undefined = prepare(loader, range, 0);
  for (let at = 0; at < range.sizeBytes; at += SEGMENT_BYTES) {
    const segment = await next;
    if (!segment) break;
    next = at + SEGMENT_BYTES < range.sizeBytes ? prepare(loader, range, at + SEGMENT_BYTES) : undefined;
    // Should this segment fail first, the one being made must not become an unhandled rejection.
    next?.catch(() => undefined);
    await writeSegment(loader, segment, range.isEncrypted, onWritten, signal);
  }
}

async function prepare(loader: Loader, range: WriteRange, at: number): Promise<Segment> {
  const plainBytes = Math.min(SEGMENT_BYTES, range.sizeBytes - at);
  const plain = await range.read(at, plainBytes);
  const offset = range.offset + at;
  if (!range.isEncrypted && canDeflate(loader)) {
    const packed = await deflateAsync(plain, { level: DEFLATE_LEVEL });
    if (packed.length < plainBytes) return { offset, plainBytes, isCompressed: true, payload: packed };
  }
  return { offset, plainBytes, isCompressed: false, payload: plain };
}

async function writeSegment(
  loader: Loader,
  segment: Segment,
  isEncrypted: boolean,
  onWritten: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    let reported = 0;
    const onBlock = (bytes: number) => {
      reported += bytes;
      onWritten(bytes);
    };
    try {
      await begin(loader, segment, isEncrypted, signal);
      await sendBlocks(loader, segment, isEncrypted, onBlock, signal);
      if (loader.isStub) await endWrite(loader, segment, signal);
      return;
    } catch (thrown) {
      if (attempt === SEGMENT_ATTEMPTS || !canStartOver(thrown)) throw thrown;
      onWritten(-reported);
      await findAgain(loader, thrown, signal);
    }
  }
}

const canStartOver = (thrown: unknown): boolean =>
  thrown instanceof SlipwayError &&
  (thrown.code === 'device/timeout' ||
    thrown.code === 'device/write-failed' ||
    (thrown.code === 'device/rejected' && !isUnsupportedError(Number(thrown.context['errorCode']))));

/** After a garbled exchange: the same loader must answer at the same rate, else the unit has restarted. */
async function findAgain(loader: Loader, cause: unknown, signal: AbortSignal): Promise<void> {
  await loader.link.drain(QUIET_MS, signal);
  const who = await syncRepeatedly(loader.link, signal);
  if (who === (loader.isStub ? 'stub' : 'rom')) return;
  throw new SlipwayError(
    'device/timeout',
    who ? 'The unit restarted in the middle of the write.' : 'The unit stopped answering in the middle of the write.',
    { cause, context: { baudRate: loader.link.transport.baudRate } },
  );
}

async function begin(loader: Loader, segment: Segment, isEncrypted: boolean, signal: AbortSignal): Promise<void> {
  const { offset, plainBytes, payload } = segment;
  const blocks = Math.ceil(payload.length / blockBytes(loader));
  if (segment.isCompressed) await deflateBegin(loader, { plainBytes, blocks, offset }, signal);
  else await flashBegin(loader, { eraseBytes: plainBytes, blocks, offset, isEncrypted }, signal);
}

async function sendBlocks(
  loader: Loader,
  segment: Segment,
  isEncrypted: boolean,
  onBlock: (plainBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { link } = loader;
  const { payload, plainBytes } = segment;
  const block = blockBytes(loader);
  const blocks = Math.ceil(payload.length / block);
  const code = dataOp(loader, segment, isEncrypted);
  // A raw block of the ROM is written whole, so the last one is filled up with what erased flash holds.
  const mustFill = !segment.isCompressed && !loader.isStub;
  const encodeBlock = (index: number) => {
    const data = payload.subarray(index * block, (index + 1) * block);
    const { body, checksum } = encodeDataBlock(mustFill ? filled(data, block) : data, index);
    return link.encode(code, body, checksum);
  };
  const share = plainBytes / payload.length;
  const timeoutMs = writeTimeoutMs(Math.min(plainBytes, block * share * UNPACK_MARGIN));

  let encoded = encodeBlock(0);
  let done = 0;
  for (let index = 0; index < blocks; index++) {
    const outcome = link.exchange(code, encoded, { timeoutMs, signal });
    // The bytes are on their way; the next block is made while the line is busy.
    const next = index + 1 < blocks ? encodeBlock(index + 1) : undefined;
    await settle(loader, code, encoded, await outcome, timeoutMs, signal);
    const upTo = Math.min(plainBytes, Math.round((index + 1) * block * share));
    onBlock(upTo - done);
    done = upTo;
    if (next) encoded = next;
  }
  onBlock(plainBytes - done);
}

async function settle(
  loader: Loader,
  code: Op,
  encoded: Uint8Array,
  first: Outcome,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  let outcome = first;
  for (let attempt = 1; outcome.kind === 'failed' && isChecksumError(outcome.errorCode); attempt++) {
    if (attempt === BLOCK_ATTEMPTS) break;
    outcome = await loader.link.exchange(code, encoded, { timeoutMs, signal });
  }
  if (outcome.kind !== 'ok') throw outcomeError(code, outcome, timeoutMs);
}

function dataOp(loader: Loader, segment: Segment, isEncrypted: boolean): Op {
  if (segment.isCompressed) return op.deflateData;
  return isEncrypted && loader.isStub ? op.flashEncryptedData : op.flashData;
}

function filled(data: Uint8Array, length: number): Uint8Array {
  if (data.length === length) return data;
  const out = new Uint8Array(length).fill(0xff);
  out.set(data);
  return out;
}

/**
 * The stub acknowledges a block before it has written it; ending the write waits for the last one and reports what
 * went wrong meanwhile. 1 keeps the stub running. The ROM would leave the loader, so it is not asked.
 */
async function endWrite(loader: Loader, segment: Segment, signal: AbortSignal): Promise<void> {
  const code = segment.isCompressed ? op.deflateEnd : op.flashEnd;
  const timeoutMs = Math.max(COMMAND_TIMEOUT_MS, writeTimeoutMs(segment.plainBytes));
  await loader.link.request(code, words(1), { timeoutMs, signal });
}
