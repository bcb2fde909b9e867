// The partition table of ESP-IDF: entries of 32 bytes, then an MD5 over them (ESP-IDF programming guide,
// "Partition Tables"; esp_partition_info_t in esp_flash_partitions.h). Pure: bytes in, entries out, and back.

import { createHash } from 'node:crypto';
import { SlipwayError } from '../../../contract/errors.ts';
import type { NamedContext } from '../../../contract/evidence.ts';
import type { Sentence } from '../../../contract/sentence.ts';
import { say } from '../../../contract/sentences.ts';
import { equalBytes, viewOf } from '../../util/bytes.ts';
import type { Partition } from '../driver.ts';

/** The table takes 0xC00 bytes of its sector (CONFIG_PARTITION_TABLE's maximum). */
export const PARTITION_TABLE_BYTES = 0xc00;
const ENTRY_BYTES = 32;
const MAX_ENTRIES = PARTITION_TABLE_BYTES / ENTRY_BYTES - 1;
const ENTRY_MAGIC = 0x50aa;
const MD5_MAGIC = 0xebeb;
const ENCRYPTED_FLAG = 1;
const SECTOR_BYTES = 0x1000;
const TYPE_APP = 0;
/** The MMU maps applications in pages of 64 KiB. */
const APP_ALIGNMENT = 0x10000;

/**
 * The partitions in the order of the table. Accepts a table that ends without MD5, as old versions made.
 * Throws image/partition-table-invalid with the entry and the reason.
 */
export function parsePartitionTable(bytes: Uint8Array): Partition[] {
  const partitions: Partition[] = [];
  let isEnded = false;
  for (let at = 0; at + ENTRY_BYTES <= Math.min(bytes.length, PARTITION_TABLE_BYTES); at += ENTRY_BYTES) {
    const entry = bytes.subarray(at, at + ENTRY_BYTES);
    const magic = viewOf(entry).getUint16(0, true);
    if (magic === MD5_MAGIC) {
      const expected = createHash('md5').update(bytes.subarray(0, at)).digest();
      if (!equalBytes(entry.subarray(16), expected)) {
        throw invalid(say('reason-table-md5', { count: partitions.length }), { entry: partitions.length });
      }
      isEnded = true;
      break;
    }
    if (entry.every((byte) => byte === 0xff)) {
      isEnded = true;
      break;
    }
    if (magic !== ENTRY_MAGIC) {
      throw invalid(say('reason-table-magic', { entry: partitions.length, magic }), {});
    }
    partitions.push(parseEntry(entry));
  }
  if (partitions.length === 0) throw invalid(say('reason-table-empty'), { sizeBytes: bytes.length });
  if (!isEnded && bytes.length >= ENTRY_BYTES && bytes.length % ENTRY_BYTES !== 0) {
    throw invalid(say('reason-table-cut', { sizeBytes: bytes.length }), {});
  }
  assertSound(partitions);
  return partitions;
}

/** The table with its MD5, filled with FF up to 0xC00. Throws image/partition-table-invalid for what a unit would refuse. */
export function buildPartitionTable(partitions: readonly Partition[]): Uint8Array {
  if (partitions.length === 0) throw invalid(say('reason-table-empty'), {});
  if (partitions.length > MAX_ENTRIES) {
    throw invalid(say('reason-table-full', { count: partitions.length, maximum: MAX_ENTRIES }), {
      entries: partitions.length,
    });
  }
  assertSound(partitions);
  const table = new Uint8Array(PARTITION_TABLE_BYTES).fill(0xff);
  const view = viewOf(table);
  partitions.forEach((partition, index) => {
    const at = index * ENTRY_BYTES;
    const label = new TextEncoder().encode(partition.label);
    if (label.length === 0 || label.length > 16) {
      throw invalid(say('reason-label-length', { partition: partition.label, sizeBytes: label.length }), {
        entry: index,
      });
    }
    view.setUint16(at, ENTRY_MAGIC, true);
    view.setUint8(at + 2, partition.type);
    view.setUint8(at + 3, partition.subtype);
    view.setUint32(at + 4, partition.offset, true);
    view.setUint32(at + 8, partition.sizeBytes, true);
    table.fill(0, at + 12, at + 28);
    table.set(label, at + 12);
    view.setUint32(at + 28, partition.isEncrypted ? ENCRYPTED_FLAG : 0, true);
  });
  const end = partitions.length * ENTRY_BYTES;
  view.setUint16(end, MD5_MAGIC, true);
  table.set(createHash('md5').update(table.subarray(0, end)).digest(), end + 16);
  return table;
}

function parseEntry(entry: Uint8Array): Partition {
  const view = viewOf(entry);
  const label = entry.subarray(12, 28);
  const end = label.indexOf(0);
  return {
    label: new TextDecoder('latin1').decode(end < 0 ? label : label.subarray(0, end)),
    type: view.getUint8(2),
    subtype: view.getUint8(3),
    offset: view.getUint32(4, true),
    sizeBytes: view.getUint32(8, true),
    isEncrypted: (view.getUint32(28, true) & ENCRYPTED_FLAG) !== 0,
  };
}

function assertSound(partitions: readonly Partition[]): void {
  partitions.forEach((partition, index) => {
    const { label, offset, sizeBytes } = partition;
    const alignment = partition.type === TYPE_APP ? APP_ALIGNMENT : SECTOR_BYTES;
    if (sizeBytes === 0) throw invalid(say('reason-partition-empty', { partition: label }), { entry: index });
    if (offset % alignment !== 0) {
      throw invalid(say('reason-partition-alignment', { partition: label, offset, alignment }), { entry: index });
    }
    if (offset + sizeBytes > 0x1_0000_0000) {
      throw invalid(say('reason-partition-past-end', { partition: label }), { entry: index });
    }
    const twin = partitions.findIndex((other) => other.label === label);
    if (twin !== index)
      throw invalid(say('reason-partition-twice', { otherEntry: twin, entry: index, partition: label }), {});
  });
  const ordered = [...partitions].sort((a, b) => a.offset - b.offset);
  ordered.forEach((partition, index) => {
    const before = ordered[index - 1];
    if (before && before.offset + before.sizeBytes > partition.offset) {
      throw invalid(
        say('reason-partition-overlap', {
          partition: partition.label,
          offset: partition.offset,
          otherPartition: before.label,
          endAddress: before.offset + before.sizeBytes,
        }),
        {},
      );
    }
  });
}

const invalid = (reason: Sentence, context: NamedContext) =>
  new SlipwayError('image/partition-table-invalid', say('table-invalid', { reason }), { context });
