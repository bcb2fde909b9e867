// Owns: the flash and the fuses of a virtual unit as files, written as they change, so that a unit outlives its process.
// May import util and the emulator's types. Start reading at `openUnitStore`.
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { EspEmulator } from '../drivers/esp/emulator/emulator.ts';

export interface UnitStore {
  /** Puts what the files hold into the unit. */
  restore(device: EspEmulator): void;
  readonly writeFlash: (offset: number, bytes: Uint8Array) => void;
  readonly writeFuses: (words: readonly number[]) => void;
  close(): void;
}

const PIECE_BYTES = 0x10000;
const fuseFileSchema = z.strictObject({ words: z.array(z.int().min(0).max(0xffffffff)).max(128) });

/** Bytes are kept inverted, so that the holes of a sparse file read as erased flash. */
const inverted = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xff);

/** Files are named by slot and MAC address: another unit in the same slot is another unit. */
export function openUnitStore(dataDir: string, unit: { readonly slot: string; readonly mac: string }): UnitStore {
  mkdirSync(dataDir, { recursive: true });
  const name = `${unit.slot}-${unit.mac.replaceAll(':', '')}`.replace(/[^A-Za-z0-9-]/g, '_');
  const flashPath = join(dataDir, `${name}.flash`);
  const fusePath = join(dataDir, `${name}.fuses.json`);
  const file = openSync(flashPath, existsSync(flashPath) ? 'r+' : 'w+');

  return {
    restore(device) {
      ftruncateSync(file, device.flash.sizeBytes);
      const piece = Buffer.alloc(PIECE_BYTES);
      // Compared as a whole: looking at each byte of a bench of 32 took a second of the engine's start.
      const erased = Buffer.alloc(PIECE_BYTES);
      for (let offset = 0; offset < device.flash.sizeBytes; offset += PIECE_BYTES) {
        const count = readSync(file, piece, 0, PIECE_BYTES, offset);
        if (!piece.subarray(0, count).equals(erased.subarray(0, count)))
          device.flash.load(offset, inverted(piece.subarray(0, count)));
      }
      if (!existsSync(fusePath)) return;
      const stored = fuseFileSchema.parse(JSON.parse(readFileSync(fusePath, 'utf8')));
      device.fuses.restore(stored.words);
    },
    writeFlash: (offset, bytes) => {
      writeSync(file, inverted(bytes), 0, bytes.length, offset);
    },
    writeFuses: (words) => {
      // Renamed into place: fuses that are half written would be fuses of no unit.
      writeFileSync(`${fusePath}.new`, JSON.stringify({ words }));
      renameSync(`${fusePath}.new`, fusePath);
    },
    close: () => closeSync(file),
  };
}
