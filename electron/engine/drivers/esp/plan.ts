// What a flash will do, and every reason not to begin it. Touches nothing; a table on the unit may be read through a
// callback. ESP-IDF programming guide, "Partition Tables" and "Application Startup Flow".

import { SlipwayError } from '../../../contract/errors.ts';
import type { Sentence } from '../../../contract/sentence.ts';
import { say } from '../../../contract/sentences.ts';
import { type EspImage, readEspImage } from '../../image/esp.ts';
import type { FlashPlan, Partition, PlacedImage, PlannedRegion } from '../driver.ts';
import type { EspChip } from './chips.ts';
import { SECTOR_BYTES } from './commands.ts';
import { parsePartitionTable } from './partition-table.ts';
import { alignDown, alignUp } from './region.ts';

export const PARTITION_TABLE_BYTES = 0xc00;
const PARTITION_TYPE_APP = 0;
/** The memory map of the chips works in pages of 64 KiB. */
const APP_ALIGNMENT = 0x10000;

export interface PlanTarget {
  readonly chip: EspChip;
  readonly revisionNumber: number | undefined;
  readonly flashSizeBytes: number | undefined;
  readonly isFlashEncrypted: boolean;
  readonly partitionTableOffset: number;
  /** The table that the unit holds now; undefined where the unit cannot be read. */
  readonly readTableFromUnit: (() => Promise<Uint8Array>) | undefined;
}

/** Rejects with image/* and device/flash-encrypted. */
export async function planFlash(
  target: PlanTarget,
  images: readonly PlacedImage[],
  preserve: readonly string[],
): Promise<FlashPlan> {
  const partitions = await partitionsFor(target, images, preserve);
  const regions: PlannedRegion[] = [];
  for (const image of images) regions.push(await placeImage(target, image, partitions));
  regions.sort((a, b) => a.offset - b.offset);
  assertNoOverlap(regions);

  const preserved = preserve.map((label) => {
    const { offset, sizeBytes } = partitionNamed(partitions, label);
    return { label, offset, sizeBytes };
  });
  for (const region of regions) assertPreserved(region, preserved);
  const totalBytes = regions.reduce((sum, region) => sum + region.sizeBytes, 0);
  return { regions, totalBytes, partitions, preserved };
}

async function partitionsFor(
  target: PlanTarget,
  images: readonly PlacedImage[],
  preserve: readonly string[],
): Promise<readonly Partition[]> {
  const table = images.find((image) => image.kind === 'partition-table');
  const isNeeded = preserve.length > 0 || images.some((image) => typeof image.at !== 'number');
  let bytes: Uint8Array | undefined;
  if (table) bytes = await table.source.read(0, Math.min(table.source.sizeBytes, PARTITION_TABLE_BYTES));
  else if (isNeeded) bytes = await target.readTableFromUnit?.();
  if (!bytes) {
    if (!isNeeded) return [];
    throw new SlipwayError('image/partition-table-invalid', say('partitions-not-known'), {
      action: say('do-add-table'),
    });
  }
  const partitions = parsePartitionTable(bytes);
  const { flashSizeBytes } = target;
  for (const { label, offset, sizeBytes } of partitions) {
    if (flashSizeBytes !== undefined && offset + sizeBytes > flashSizeBytes) {
      throw new SlipwayError(
        'image/too-large',
        say('partition-past-flash', { partition: label, endAddress: offset + sizeBytes, limit: flashSizeBytes }),
        { context: { flashSizeBytes } },
      );
    }
  }
  return partitions;
}

async function placeImage(
  target: PlanTarget,
  image: PlacedImage,
  partitions: readonly Partition[],
): Promise<PlannedRegion> {
  const { name, sizeBytes } = image.source;
  const named = typeof image.at === 'number' ? undefined : partitionNamed(partitions, image.at.partition);
  const offset = typeof image.at === 'number' ? image.at : (named?.offset ?? 0);
  const partition = named ?? partitions.find((candidate) => candidate.offset === offset);

  if (image.kind === 'bootloader' || image.kind === 'app') {
    assertRevision(target, name, await readEspImage(image.source, target.chip));
  }
  assertOffset(target, image, offset, partition, partitions);
  assertEncryption(target, image, partition);
  const limit = partition ? partition.offset + partition.sizeBytes : target.flashSizeBytes;
  if (limit !== undefined && offset + sizeBytes > limit) {
    const place = { image: name, sizeBytes, endAddress: offset + sizeBytes, limit };
    throw new SlipwayError(
      'image/too-large',
      partition
        ? say('image-past-partition', { ...place, partition: partition.label })
        : say('image-past-flash', place),
      { context: { offset } },
    );
  }
  return { image, offset, sizeBytes };
}

function assertRevision({ chip, revisionNumber }: PlanTarget, name: string, image: EspImage): void {
  if (revisionNumber === undefined) return;
  const { minRevision, maxRevision } = image;
  const isTooOld = minRevision !== undefined && revisionNumber < minRevision;
  const isTooNew = maxRevision !== undefined && revisionNumber > maxRevision;
  if (!isTooOld && !isTooNew) return;
  const place = { image: name, chip: chip.title, unitRevision: revisionText(revisionNumber) };
  throw new SlipwayError(
    'image/wrong-revision',
    isTooOld
      ? say('image-for-newer-chip', { ...place, minRevision: revisionText(minRevision) })
      : say('image-for-older-chip', { ...place, maxRevision: revisionText(maxRevision ?? 0) }),
  );
}

const revisionText = (revision: number) => `${Math.floor(revision / 100)}.${revision % 100}`;

function assertOffset(
  target: PlanTarget,
  image: PlacedImage,
  offset: number,
  partition: Partition | undefined,
  partitions: readonly Partition[],
): void {
  const { name } = image.source;
  const wrong = (reason: Sentence, rightOffset?: number) =>
    new SlipwayError('image/wrong-offset', say('image-misplaced', { image: name, offset, reason }), {
      context: { rightOffset },
    });
  const { chip, partitionTableOffset } = target;
  if (image.kind === 'bootloader' && offset !== chip.bootloaderOffset) {
    throw wrong(
      say('reason-loader-place', { chip: chip.title, rightOffset: chip.bootloaderOffset }),
      chip.bootloaderOffset,
    );
  }
  if (image.kind === 'partition-table' && offset !== partitionTableOffset) {
    throw wrong(say('reason-table-place', { rightOffset: partitionTableOffset }), partitionTableOffset);
  }
  if (offset % SECTOR_BYTES !== 0) {
    throw wrong(say('reason-shared-sector', { address: alignDown(offset, SECTOR_BYTES) }));
  }
  // The ESP8266 has neither a fixed table nor a memory map by pages.
  if (image.kind !== 'app' || chip.name === 'esp8266') return;
  if (offset % APP_ALIGNMENT !== 0) throw wrong(say('reason-app-alignment'));
  const apps = partitions.filter(({ type }) => type === PARTITION_TYPE_APP);
  if (apps.length > 0 && partition?.type !== PARTITION_TYPE_APP) {
    const places = apps.map(({ label, offset: at }) => `${label} (${address(at)})`).join(', ');
    throw wrong(say('reason-app-elsewhere', { allowed: places }), apps[0]?.offset);
  }
}

/** A unit that encrypts its flash would read plain bytes as noise, and not boot. */
function assertEncryption(target: PlanTarget, image: PlacedImage, partition: Partition | undefined): void {
  if (!target.isFlashEncrypted || image.isEncrypted) return;
  if (image.kind === 'data' && !partition?.isEncrypted) return;
  throw new SlipwayError('device/flash-encrypted', say('flash-encrypted', { image: image.source.name }), {
    context: { partition: partition?.label },
  });
}

function partitionNamed(partitions: readonly Partition[], label: string): Partition {
  const partition = partitions.find((candidate) => candidate.label === label);
  if (partition) return partition;
  const known = partitions.map((candidate) => candidate.label).join(', ');
  throw new SlipwayError(
    'image/partition-table-invalid',
    say('partition-not-in-table', { partition: label, allowed: known }),
    { action: say('do-correct-label') },
  );
}

/** Flash is erased by sectors, so two regions may not share one. */
const erasedEnd = ({ offset, sizeBytes }: { offset: number; sizeBytes: number }) =>
  alignUp(offset + sizeBytes, SECTOR_BYTES);

function assertNoOverlap(sorted: readonly PlannedRegion[]): void {
  sorted.forEach((region, index) => {
    const next = sorted[index + 1];
    if (!next || erasedEnd(region) <= next.offset) return;
    throw overlap(
      say('image-overlaps', { ...placeOf(region), otherImage: next.image.source.name, otherOffset: next.offset }),
    );
  });
}

/** Again before a write, as a plan may have been kept. */
export function assertPreserved(region: PlannedRegion, preserved: FlashPlan['preserved']): void {
  for (const kept of preserved) {
    if (region.offset < kept.offset + kept.sizeBytes && erasedEnd(region) > kept.offset) {
      throw overlap(
        say('image-overlaps-kept', { ...placeOf(region), partition: kept.label, otherOffset: kept.offset }),
      );
    }
  }
}

const overlap = (what: Sentence) => new SlipwayError('image/overlap', what);

const placeOf = (region: PlannedRegion) => ({
  image: region.image.source.name,
  offset: region.offset,
  endAddress: erasedEnd(region),
});

const address = (value: number) => `0x${value.toString(16)}`;
