import { describe, expect, test } from 'vitest';
import { buildEspImage } from '../../../../test/support/esp-image.ts';
import { sourceOf } from '../../../../test/support/esp-unit.ts';
import { provokes } from '../../../../test/support/provoke.ts';
import type { Partition, PlacedImage } from '../driver.ts';
import { chipByName, type EspChip } from './chips.ts';
import { buildPartitionTable } from './partition-table.ts';
import { type PlanTarget, planFlash } from './plan.ts';

function chip(name: string): EspChip {
  const found = chipByName(name);
  if (!found) throw new TypeError(name);
  return found;
}

const partition = (label: string, type: number, subtype: number, offset: number, sizeBytes: number): Partition => ({
  label,
  type,
  subtype,
  offset,
  sizeBytes,
  isEncrypted: false,
});
const partitions = [
  partition('nvs', 1, 2, 0x9000, 0x6000),
  partition('phy', 1, 1, 0xf000, 0x1000),
  partition('app', 0, 0, 0x10000, 0x20000),
  partition('storage', 1, 0x82, 0x30000, 0x10000),
];
const target = (changes: Partial<PlanTarget> = {}): PlanTarget => ({
  chip: chip('esp32c3'),
  revisionNumber: 4,
  flashSizeBytes: 0x400000,
  isFlashEncrypted: false,
  partitionTableOffset: 0x8000,
  readTableFromUnit: undefined,
  ...changes,
});
const placed = (
  kind: PlacedImage['kind'],
  at: PlacedImage['at'],
  bytes: Uint8Array,
  isEncrypted = false,
): PlacedImage => ({ source: sourceOf(`${kind}.bin`, bytes), kind, at, isEncrypted });
const image = (spec: Partial<Parameters<typeof buildEspImage>[0]> = {}) =>
  buildEspImage({ chipId: 5, segments: [], ...spec });
const table = placed('partition-table', 0x8000, buildPartitionTable(partitions));
const plan = (images: readonly PlacedImage[], preserve: readonly string[] = [], changes: Partial<PlanTarget> = {}) =>
  planFlash(target(changes), images, preserve);

describe('a plan', () => {
  test('places images by address and by label, in the order of their addresses', async () => {
    const made = await plan(
      [placed('app', { partition: 'app' }, image()), table, placed('bootloader', 0, image())],
      ['nvs'],
    );
    expect(made.regions.map(({ offset }) => offset)).toEqual([0, 0x8000, 0x10000]);
    expect(made.preserved).toEqual([{ label: 'nvs', offset: 0x9000, sizeBytes: 0x6000 }]);
    expect(made.partitions).toHaveLength(4);
  });

  test("uses the unit's own table where the recipe brings none", async () => {
    const readTableFromUnit = async () => buildPartitionTable(partitions);
    const made = await plan([placed('app', { partition: 'app' }, image())], ['nvs'], { readTableFromUnit });
    expect(made.regions[0]?.offset).toBe(0x10000);
  });

  test('a revision that nobody knows limits nothing', async () => {
    await plan([placed('app', 0x10000, image({ minRevision: 300 }))], [], { revisionNumber: undefined });
  });

  test('plain data may go beside encrypted code', async () => {
    await plan([placed('data', 0x30000, new Uint8Array(16))], [], { isFlashEncrypted: true });
  });
});

const refuse =
  (images: readonly PlacedImage[], preserve: readonly string[] = [], changes: Partial<PlanTarget> = {}) =>
  () =>
    plan(images, preserve, changes);

provokes('image/wrong-chip', 'an application for the ESP32-S3', refuse([placed('app', 0x10000, image({ chipId: 9 }))]));
provokes(
  'image/wrong-revision',
  'a unit older than the image needs',
  refuse([placed('app', 0x10000, image({ minRevision: 101 }))]),
);
provokes(
  'image/wrong-revision',
  'a unit newer than the image supports',
  refuse([placed('app', 0x10000, image({ maxRevision: 3 }))]),
);
provokes(
  'image/wrong-offset',
  'a boot loader where the ESP32 has it',
  refuse([placed('bootloader', 0x1000, image())]),
  (error) => {
    expect(error.context.rightOffset).toBe(0);
  },
);
provokes(
  'image/wrong-offset',
  'a partition table elsewhere',
  refuse([placed('partition-table', 0x9000, buildPartitionTable(partitions))]),
);
provokes('image/wrong-offset', 'an address inside a sector', refuse([placed('data', 0x30010, new Uint8Array(16))]));
provokes(
  'image/wrong-offset',
  'an application that is not where the table has one',
  refuse([table, placed('app', 0x30000, image())]),
);
provokes(
  'image/too-large',
  'an image past the end of the flash',
  refuse([placed('data', 0x3ff000, new Uint8Array(0x1001))]),
);
provokes(
  'image/too-large',
  'an image larger than its partition',
  refuse([table, placed('data', { partition: 'phy' }, new Uint8Array(0x1001))]),
);
provokes('image/too-large', 'a partition table for a larger flash', refuse([table], [], { flashSizeBytes: 0x20000 }));
provokes(
  'image/overlap',
  'two images that share a sector',
  refuse([placed('data', 0x30000, new Uint8Array(0x1001)), placed('data', 0x31000, new Uint8Array(16))]),
);
provokes(
  'image/overlap',
  'an image over what must be kept',
  refuse([table, placed('data', 0x9000, new Uint8Array(16))], ['nvs']),
);
provokes(
  'image/partition-table-invalid',
  'a label that the table lacks',
  refuse([table, placed('data', { partition: 'ota_9' }, new Uint8Array(16))]),
);
provokes('image/partition-table-invalid', 'a preserved label that the table lacks', refuse([table], ['secrets']));
provokes(
  'image/partition-table-invalid',
  'a label without any table',
  refuse([placed('data', { partition: 'nvs' }, new Uint8Array(16))]),
);
provokes(
  'image/partition-table-invalid',
  'a damaged table',
  refuse([placed('partition-table', 0x8000, buildPartitionTable(partitions).fill(7, 4, 5))]),
);
provokes(
  'device/flash-encrypted',
  'a plain application for a unit that encrypts',
  refuse([placed('app', 0x10000, image())], [], { isFlashEncrypted: true }),
);
