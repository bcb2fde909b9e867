// Owns: writing a small asar archive, Electron's own format, so that the development runtime gets back its start-up
// application. Imports Node only. Start reading at `packAsar`.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/**
 * Packs files of one folder, by their names. Layout, by Electron's asar README: two Chromium pickles, the first holding
 * the length of the second, the second holding the header as JSON; then the bytes of the files.
 */
export async function packAsar(contents: ReadonlyMap<string, Buffer>, targetFile: string): Promise<void> {
  let offset = 0;
  const files: Record<string, object> = {};
  for (const [name, bytes] of contents) {
    files[name] = { size: bytes.length, offset: String(offset), integrity: integrityOf(bytes) };
    offset += bytes.length;
  }
  const header = pickleText(JSON.stringify({ files }));
  const size = Buffer.alloc(8);
  size.writeUInt32LE(4, 0);
  size.writeUInt32LE(header.length, 4);
  await writeFile(targetFile, Buffer.concat([size, header, ...contents.values()]));
}

/** A pickle's payload is aligned to four bytes. */
function pickleText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(4 + bytes.length + padding.length, 0);
  lengths.writeInt32LE(bytes.length, 4);
  return Buffer.concat([lengths, bytes, padding]);
}

const integrityBlockBytes = 4 * 1024 * 1024;

function integrityOf(bytes: Buffer): object {
  const sha256 = (part: Buffer) => createHash('sha256').update(part).digest('hex');
  const blocks: string[] = [];
  for (let at = 0; at < Math.max(1, bytes.length); at += integrityBlockBytes) {
    blocks.push(sha256(bytes.subarray(at, at + integrityBlockBytes)));
  }
  return { algorithm: 'SHA256', hash: sha256(bytes), blockSize: integrityBlockBytes, blocks };
}
