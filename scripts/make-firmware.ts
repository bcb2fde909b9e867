// Writes the demonstration firmware of the virtual bench into resources/virtual-bench. With --check it only compares:
// the files are made by code, and a test wants them to be what the code makes. Start reading at `files`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFirmware } from '../electron/engine/drivers/esp/firmware.ts';

/** Small, so that the repository stays small; large images are made where they are needed. */
const sizes = { appBytes: 0xf000, bootloaderBytes: 0x2000 };
export const demoChips = ['esp32', 'esp32s3', 'esp32c3', 'esp32c6'] as const;
export const demoVersion = '1.0.0';

/** Every file by its path below resources/virtual-bench. */
export function demoFirmware(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const chip of demoChips) {
    const made = makeFirmware({ chip, version: demoVersion, ...sizes });
    files.set(`${chip}/bootloader.bin`, made.bootloader.bytes);
    files.set(`${chip}/partition-table.bin`, made.partitionTable.bytes);
    files.set(`${chip}/app.bin`, made.app.bytes);
  }
  return files;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const folder = join(import.meta.dirname, '..', 'resources', 'virtual-bench');
  const stale = [...demoFirmware()].filter(([name, bytes]) => {
    const path = join(folder, name);
    return !existsSync(path) || Buffer.compare(readFileSync(path), bytes) !== 0;
  });
  for (const [name, bytes] of values.check ? [] : stale) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  console.log(
    stale.length === 0
      ? 'All firmware files are current.'
      : `${values.check ? 'Stale' : 'Written'}: ${stale.map(([name]) => name).join(', ')}`,
  );
  if (values.check && stale.length > 0) process.exitCode = 1;
}
