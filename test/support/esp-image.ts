// Owns: small well-formed Espressif images for tests, from the format's documentation alone
// ("Firmware Image Format"), so that the parser is not checked against itself. Start at `buildEspImage`.
import { createHash } from 'node:crypto';

export interface EspImageSpec {
  /** Undefined builds an ESP8266 image: no extended header, no hash. */
  readonly chipId: number | undefined;
  readonly entryAddress?: number;
  readonly minRevision?: number;
  readonly maxRevision?: number;
  /** One small segment is made when there is none. */
  readonly segments: readonly { readonly address: number; readonly data: Uint8Array }[];
}

export function buildEspImage(spec: EspImageSpec): Uint8Array {
  const segments =
    spec.segments.length > 0 ? spec.segments : [{ address: 0x3fc80000, data: new Uint8Array(16).fill(0x5a) }];
  const isEsp8266 = spec.chipId === undefined;
  const header = Buffer.alloc(isEsp8266 ? 8 : 24);
  header.set([0xe9, segments.length, 2, 0x20]);
  header.writeUInt32LE(spec.entryAddress ?? 0x40380000, 4);
  if (spec.chipId !== undefined) {
    header.writeUInt8(0xee, 8);
    header.writeUInt16LE(spec.chipId, 12);
    header.writeUInt16LE(spec.minRevision ?? 0, 15);
    header.writeUInt16LE(spec.maxRevision ?? 0xffff, 17);
    header.writeUInt8(1, 23);
  }
  const parts: Uint8Array[] = [header];
  let checksum = 0xef;
  for (const { address, data } of segments) {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(address, 0);
    head.writeUInt32LE(data.length, 4);
    parts.push(head, data);
    for (const byte of data) checksum ^= byte;
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padding = Buffer.alloc(16 - (length % 16));
  padding[padding.length - 1] = checksum;
  const body = Buffer.concat([...parts, padding]);
  if (isEsp8266) return new Uint8Array(body);
  return new Uint8Array(Buffer.concat([body, createHash('sha256').update(body).digest()]));
}
