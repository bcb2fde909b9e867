// Owns: ZIP archives built byte by byte, so that tests can make what no ZIP tool would (APPNOTE 6.3.10).
import { crc32, deflateRawSync } from 'node:zlib';

export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  /** What the headers claim instead of the truth. */
  readonly claim?: {
    readonly sizeBytes?: number;
    readonly crc?: number;
    readonly flags?: number;
    readonly method?: number;
    readonly localName?: string;
    readonly localMethod?: number;
    /** Points at the local header of another entry. */
    readonly offset?: number;
    readonly unixMode?: number;
    readonly dosAttributes?: number;
    readonly extra?: Uint8Array;
  };
}

const bytesOf = (name: string | Uint8Array) => (typeof name === 'string' ? Buffer.from(name, 'utf8') : name);

/** The bytes of an archive; `before` stands in front of it, `after` behind it. */
export function rawZip(
  entries: readonly RawEntry[],
  options: { after?: Uint8Array; entryCount?: number } = {},
): Buffer {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const { name, data, deflate = false, claim = {} } of entries) {
    const packed = deflate ? deflateRawSync(data, { level: 9 }) : data;
    const method = claim.method ?? (deflate ? 8 : 0);
    const flags = (claim.flags ?? 0) | 0x0800;
    const crc = claim.crc ?? crc32(data);
    const sizeBytes = claim.sizeBytes ?? data.length;
    const localName = bytesOf(claim.localName ?? name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(claim.localMethod ?? method, 8);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(sizeBytes, 22);
    local.writeUInt16LE(localName.length, 26);
    const centralName = bytesOf(name);
    const extra = claim.extra ?? new Uint8Array();
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(sizeBytes, 24);
    central.writeUInt16LE(centralName.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE((((claim.unixMode ?? 0o100644) << 16) | (claim.dosAttributes ?? 0)) >>> 0, 38);
    central.writeUInt32LE(claim.offset ?? offset, 42);
    locals.push(local, localName, packed);
    centrals.push(central, centralName, extra);
    offset += local.length + localName.length + packed.length;
  }
  const contents = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.entryCount ?? entries.length, 8);
  end.writeUInt16LE(options.entryCount ?? entries.length, 10);
  end.writeUInt32LE(contents.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, contents, end, options.after ?? new Uint8Array()]);
}
