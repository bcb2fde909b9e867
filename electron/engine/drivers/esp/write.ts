// Writing flash: compressed where that helps, one block ahead of the line, in memory that does not grow with the image.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflate, deflate } from 'node:zlib';
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import { encodeDataBlock, isChecksumError, isUnsupportedError, type Op, op, words } from './codec.ts';
import { blockBytes, canDeflate, deflateBegin, flashBegin, writeTimeoutMs } from './commands.ts';
import { type Loader, syncRepeatedly } from './connect.ts';
import { COMMAND_TIMEOUT_MS, type Outcome, outcomeError } from './link.ts';

/**
 * How much is written before the loader is asked whether it all arrived, and how much is sent again when not.
 * Asking the stub costs the time of its last erase, about 200 ms; the ROM erases a whole segment before it answers.
 */
const STUB_SEGMENT_BYTES = 4 * 1024 * 1024;
const ROM_SEGMENT_BYTES = 1024 * 1024;
/** Best compression: the line is slower than the station (esptool does the same). */
const DEFLATE_LEVEL = 9;
/** Input of the compressor at a time. */
const PIECE_BYTES = 32 * 1024;
/** A block whose checksum the unit refused was not used, so it may be sent again. */
const BLOCK_ATTEMPTS = 3;
/** Anything else leaves it open whether the unit used the block; then the segment starts over. */
const SEGMENT_ATTEMPTS = 3;
/** The compressor runs ahead of what it gives out by about this much, as far as the time limit of a block goes. */
const UNPACK_MARGIN_BYTES = 64 * 1024;
const QUIET_MS = 50;

/** By hand: node:util loads worker threads and more with it, at each start. */
const deflateWhole = (bytes: Uint8Array): Promise<Uint8Array> =>
  new Promise((resolve, reject) =>
    deflate(bytes, { level: DEFLATE_LEVEL }, (error, packed) => (error === null ? resolve(packed) : reject(error))),
  );

/** Bytes to write at `offset`, of a size that is a multiple of 4 (of 32 when encrypted), asked for piece by piece. */
export interface WriteRange {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly isEncrypted: boolean;
  read(at: number, length: number): Promise<Uint8Array>;
}

interface Block {
  readonly data: Uint8Array;
  /** How many bytes of the segment are in flash once this block is, as nearly as is known. */
  readonly plainUpTo: number;
}

interface Segment {
  readonly offset: number;
  readonly plainBytes: number;
  readonly isCompressed: boolean;
  /** At least as many as there will be: the stub only wants to know whether more may come. */
  readonly blockCount: number;
  /** From the first block on, each time it is called. */
  blocks(): AsyncGenerator<Block>;
}

/** Writes the range and reports bytes as the unit takes them. */
export async function writeRange(
  loader: Loader,
  range: WriteRange,
  onWritten: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  if (range.isEncrypted && !loader.isStub && !loader.chip.hasEncryptedWriteInRom) {
    throw new SlipwayError('device/rejected', say('loader-not-encrypted', { chip: loader.chip.title }), {
      context: { chip: loader.chip.name },
      action: say('do-allow-stub'),
    });
  }
  const segmentBytes = loader.isStub ? STUB_SEGMENT_BYTES : ROM_SEGMENT_BYTES;
  for (let at = 0; at < range.sizeBytes; at += segmentBytes) {
    const plainBytes = Math.min(segmentBytes, range.sizeBytes - at);
    const part: WriteRange = {
      ...range,
      offset: range.offset + at,
      sizeBytes: plainBytes,
      read: (from, length) => range.read(at + from, length),
    };
    await writeSegment(loader, await segmentOf(loader, part), range.isEncrypted, onWritten, signal);
  }
}

async function segmentOf(loader: Loader, part: WriteRange): Promise<Segment> {
  const { offset, sizeBytes: plainBytes } = part;
  const block = blockBytes(loader);
  if (part.isEncrypted || !canDeflate(loader)) return plainSegment(part, block);
  if (loader.isStub) {
    // Deflate adds at most 5 bytes for 16 KiB that do not compress, and its frame.
    const most = plainBytes + Math.ceil(plainBytes / 1000) + 64;
    const blockCount = Math.ceil(most / block);
    return { offset, plainBytes, isCompressed: true, blockCount, blocks: () => packedBlocks(part, block) };
  }
  // The ROM counts its blocks, so all of them are made first.
  const packed = await deflateWhole(await part.read(0, plainBytes));
  if (packed.length >= plainBytes) return plainSegment(part, block);
  const blockCount = Math.ceil(packed.length / block);
  const blocks = async function* (): AsyncGenerator<Block> {
    for (let at = 0; at < packed.length; at += block) {
      const data = packed.subarray(at, at + block);
      yield { data, plainUpTo: Math.round(((at + data.length) / packed.length) * plainBytes) };
    }
  };
  return { offset, plainBytes, isCompressed: true, blockCount, blocks };
}

function plainSegment(part: WriteRange, block: number): Segment {
  const { offset, sizeBytes: plainBytes } = part;
  const blocks = async function* (): AsyncGenerator<Block> {
    for (let at = 0; at < plainBytes; at += block) {
      const data = await part.read(at, Math.min(block, plainBytes - at));
      yield { data, plainUpTo: at + data.length };
    }
  };
  return { offset, plainBytes, isCompressed: false, blockCount: Math.ceil(plainBytes / block), blocks };
}

/** The compressed stream cut into blocks while it is made. */
async function* packedBlocks(part: WriteRange, block: number): AsyncGenerator<Block> {
  const packer = createDeflate({ level: DEFLATE_LEVEL });
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < part.sizeBytes; at += PIECE_BYTES) {
      yield await part.read(at, Math.min(PIECE_BYTES, part.sizeBytes - at));
    }
  };
  const feeding = pipeline(Readable.from(pieces()), packer);
  // A failure of the source also ends the iteration below, with the same error.
  feeding.catch(() => undefined);
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of packer) {
    const bytes: Uint8Array = chunk;
    parts.push(bytes);
    held += bytes.length;
    while (held >= block) {
      const joined = Buffer.concat(parts, held);
      yield { data: joined.subarray(0, block), plainUpTo: packer.bytesWritten };
      parts = [joined.subarray(block)];
      held -= block;
    }
  }
  if (held > 0) yield { data: Buffer.concat(parts, held), plainUpTo: part.sizeBytes };
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
  throw new SlipwayError('device/timeout', who ? say('loader-restarted') : say('loader-stopped'), {
    cause,
    context: { baudRate: loader.link.transport.baudRate },
  });
}

async function begin(loader: Loader, segment: Segment, isEncrypted: boolean, signal: AbortSignal): Promise<void> {
  const { offset, plainBytes, blockCount: blocks } = segment;
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
  const code = dataOp(loader, segment, isEncrypted);
  // A raw block of the ROM is written whole, so the last one is filled up with what erased flash holds.
  const fillTo = segment.isCompressed || loader.isStub ? 0 : blockBytes(loader);
  const blocks = segment.blocks();
  let sequence = 0;
  const nextBlock = async () => {
    const { value, done } = await blocks.next();
    if (done) return undefined;
    const { body, checksum } = encodeDataBlock(filled(value.data, fillTo), sequence++);
    return { encoded: link.encode(code, body, checksum), plainUpTo: value.plainUpTo };
  };

  let reported = 0;
  // The first block is made while the unit prepares its flash.
  let next = nextBlock();
  next.catch(() => undefined);
  try {
    await begin(loader, segment, isEncrypted, signal);
    for (let block = await next; block; block = await next) {
      const { encoded, plainUpTo } = block;
      const timeoutMs = writeTimeoutMs(plainUpTo - reported + UNPACK_MARGIN_BYTES);
      const outcome = link.exchange(code, encoded, { timeoutMs, signal });
      // The bytes are on their way; the next block is made while the line is busy.
      next = nextBlock();
      next.catch(() => undefined);
      await settle(loader, code, encoded, await outcome, timeoutMs, signal);
      onBlock(plainUpTo - reported);
      reported = plainUpTo;
    }
  } finally {
    await next.catch(() => undefined);
    await blocks.return(undefined);
  }
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
  if (data.length >= length) return data;
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
