// Writes demonstration firmware into a folder: bootloader, partition table and application in the chip's real format,
// the same bytes for the same options. `node scripts/make-firmware.ts --chip esp32c3 --version 1.0.0 build/`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { makeFirmware } from '../electron/engine/drivers/esp/firmware.ts';

const { values, positionals } = parseArgs({
  options: {
    chip: { type: 'string', default: 'esp32c3' },
    version: { type: 'string', default: '1.0.0' },
    layout: { type: 'string', default: 'factory' },
    'app-bytes': { type: 'string' },
  },
  allowPositionals: true,
});

const [folder = '.'] = positionals;
const appBytes = z.coerce.number().int().min(0x2000).max(0x100000).optional().parse(values['app-bytes']);
const files = makeFirmware({
  chip: values.chip,
  version: values.version,
  layout: z.enum(['factory', 'ota']).parse(values.layout),
  ...(appBytes === undefined ? {} : { appBytes }),
});

mkdirSync(folder, { recursive: true });
for (const [name, { offset, bytes }] of [
  ['bootloader.bin', files.bootloader],
  ['partition-table.bin', files.partitionTable],
  ['app.bin', files.app],
] as const) {
  writeFileSync(join(folder, name), bytes);
  console.log(`0x${offset.toString(16)} ${join(folder, name)} (${bytes.length} bytes)`);
}
