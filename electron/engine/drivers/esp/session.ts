// An open conversation with one unit: the loader while it is needed, the console after it.
import { createHash } from 'node:crypto';
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import type { Transport } from '../../transport/transport.ts';
import type {
  ConfigCapability,
  DriverContext,
  FlashPlan,
  FlashReport,
  OperationContext,
  Partition,
  PlannedRegion,
  Session,
} from '../driver.ts';
import { bringUp } from './bring-up.ts';
import { canRead, eraseChip, eraseRange, SECTOR_BYTES } from './commands.ts';
import { type Loader, trySync } from './connect.ts';
import { createConsole } from './console.ts';
import { differingPieces, type Piece } from './diff.ts';
import { fusesCapability } from './fuses.ts';
import { createLoaderLink } from './link.ts';
import { buildNvs, parseNvs } from './nvs.ts';
import type { EspOptions } from './options.ts';
import { assertPreserved, PARTITION_TABLE_BYTES, planFlash } from './plan.ts';
import { readFlash } from './read.ts';
import { type RegionBytes, regionBytes } from './region.ts';
import { verifyPlan } from './verify.ts';
import { writeRange } from './write.ts';

/** How long a loader may be silent before it is taken for lost. */
const QUIET_MS = 50;

/** Rejects as `bringUp` does. */
export async function openSession(transport: Transport, options: EspOptions, ctx: DriverContext): Promise<Session> {
  const { clock, log } = ctx;
  const link = createLoaderLink(transport, clock);
  const first = await bringUp(link, options, log, ctx.signal);
  const { facts } = first;
  let loader: Loader | undefined = first.loader;
  let reachedBy = first.loader.reachedBy;

  /** The loader, brought back when the unit is in its application. */
  async function loaderFor(signal: AbortSignal): Promise<Loader> {
    if (!loader) await reach(signal);
    if (!loader) throw new SlipwayError('device/wrong-mode', say('loader-not-reached'));
    return loader;
  }

  async function reach(signal: AbortSignal): Promise<void> {
    loader = undefined;
    const again = await bringUp(link, options, log, signal);
    const before = facts.identity;
    const now = again.facts.identity;
    if (now.hardwareId !== before.hardwareId || now.chip !== before.chip) {
      throw new SlipwayError(
        'device/wrong-chip',
        say('chip-other-unit', {
          chip: now.chip,
          found: now.hardwareId,
          expectedChip: before.chip,
          expected: before.hardwareId,
        }),
      );
    }
    loader = again.loader;
    reachedBy = again.loader.reachedBy;
  }

  async function flash(plan: FlashPlan, op: OperationContext): Promise<FlashReport> {
    const startedMs = clock.monotonicMs();
    const current = await loaderFor(op.signal);
    const sentBefore = link.sentBytes;
    let written = 0;
    let skipped = 0;
    const report = (region: RegionBytes) =>
      op.onProgress(region.name, Math.min(plan.totalBytes, written + skipped), plan.totalBytes);
    for (const planned of plan.regions) {
      assertPreserved(planned, plan.preserved);
      const region = regionBytes(planned);
      report(region);
      const pieces = await differingPieces(current, region, options.diff, op.signal);
      const toWrite = pieces.reduce((sum, piece) => sum + piece.length, 0);
      skipped += region.sizeBytes - toWrite;
      for (const piece of pieces) {
        await writeRange(
          current,
          pieceOf(region, piece),
          (bytes) => {
            written += bytes;
            report(region);
          },
          op.signal,
        );
      }
      report(region);
    }
    return {
      writtenBytes: written,
      skippedBytes: skipped,
      sentBytes: link.sentBytes - sentBefore,
      durationMs: clock.monotonicMs() - startedMs,
      baudRate: transport.baudRate,
    };
  }

  const verify = async (plan: FlashPlan, op: OperationContext) => verifyPlan(await loaderFor(op.signal), plan, op);

  async function erase(offset: number, length: number, op: OperationContext): Promise<void> {
    const current = await loaderFor(op.signal);
    const { flashSizeBytes } = facts.identity;
    if (offset % SECTOR_BYTES !== 0 || length % SECTOR_BYTES !== 0) {
      throw new SlipwayError(
        'image/wrong-offset',
        say('flash-not-sectors', { limitBytes: SECTOR_BYTES, sizeBytes: length, offset }),
        { context: { offset, length } },
      );
    }
    op.onProgress('erase', 0, length);
    if (current.isStub && offset === 0 && length === flashSizeBytes) await eraseChip(current, op.signal);
    else await eraseRange(current, offset, length, op.signal);
    op.onProgress('erase', length, length);
  }

  const read = async (offset: number, length: number, op: OperationContext) =>
    readFlash(await loaderFor(op.signal), offset, length, op);

  const isReadable = canRead(first.loader);
  const config: ConfigCapability = {
    async write(partition, entries, op) {
      const bytes = buildNvs(entries, partition.sizeBytes);
      const plan = planOfBytes(partition, bytes);
      await flash(plan, op);
      await verify(plan, op);
      return { sha256: createHash('sha256').update(bytes).digest('hex') };
    },
    async read(partition, op) {
      if (!isReadable) {
        throw new SlipwayError('device/secure-download', say('flash-partition-unread', { partition: partition.label }));
      }
      return parseNvs(await read(partition.offset, partition.sizeBytes, op));
    },
  };

  const { efuseBase } = first.loader.chip;
  return {
    identity: facts.identity,
    plan: (images, { preserve }) =>
      planFlash(
        {
          chip: first.loader.chip,
          revisionNumber: facts.revisionNumber,
          flashSizeBytes: facts.identity.flashSizeBytes,
          isFlashEncrypted: facts.isFlashEncrypted,
          partitionTableOffset: options.partitionTableOffset,
          readTableFromUnit: isReadable
            ? () =>
                read(options.partitionTableOffset, PARTITION_TABLE_BYTES, {
                  signal: ctx.signal,
                  onProgress: () => undefined,
                })
            : undefined,
        },
        images,
        preserve,
      ),
    flash,
    verify,
    async reconnect(signal) {
      if (loader) {
        await link.drain(QUIET_MS, signal);
        const who = await trySync(link, signal);
        if (who === (loader.isStub ? 'stub' : 'rom')) return;
      }
      await reach(signal);
    },
    ...(isReadable && { read }),
    erase,
    config,
    ...(efuseBase !== undefined && !first.loader.isSecureDownload && { fuses: fusesCapability(loaderFor, efuseBase) }),
    console: createConsole({
      transport,
      clock,
      baudRate: options.consoleBaudRate,
      log,
      takeLoader: () => {
        const taken = loader;
        loader = undefined;
        return taken;
      },
      hasResetLines: () => reachedBy !== 'none',
    }),
    // The transport belongs to the caller.
    async [Symbol.asyncDispose]() {
      loader = undefined;
    },
  };
}

const pieceOf = (region: RegionBytes, piece: Piece) => ({
  offset: region.offset + piece.at,
  sizeBytes: piece.length,
  isEncrypted: region.isEncrypted,
  read: (at: number, length: number) => region.read(piece.at + at, length),
});

/** A plan that writes exactly these bytes into a partition. */
function planOfBytes(partition: Partition, bytes: Uint8Array): FlashPlan {
  const region: PlannedRegion = {
    image: {
      source: {
        name: partition.label,
        sizeBytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        read: async (offset, length) => bytes.subarray(offset, offset + length),
      },
      kind: 'data',
      at: partition.offset,
      isEncrypted: false,
    },
    offset: partition.offset,
    sizeBytes: bytes.length,
  };
  return { regions: [region], totalBytes: bytes.length, partitions: [partition], preserved: [] };
}
