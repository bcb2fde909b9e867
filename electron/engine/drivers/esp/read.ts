// Reading flash: the stub streams it with acknowledgements and an MD5, the ROM gives 64 bytes at a time.
import { createHash } from 'node:crypto';
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import type { OperationContext } from '../driver.ts';
import { op, words } from './codec.ts';
import { SECTOR_BYTES } from './commands.ts';
import type { Loader } from './connect.ts';
import { COMMAND_TIMEOUT_MS } from './link.ts';

/** Packets that the stub may send ahead of our acknowledgement (esptool uses the same). */
const MAX_UNACKNOWLEDGED = 64;
const ROM_READ_BYTES = 64;
const MD5_BYTES = 16;
const READ_ATTEMPTS = 3;
const QUIET_MS = 100;

/** Bytes of flash as the SPI bus gives them; encrypted flash comes as it is stored. */
export async function readFlash(
  loader: Loader,
  offset: number,
  length: number,
  ctx: OperationContext,
): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array();
  if (!loader.isStub) return readSlowly(loader, offset, length, ctx);
  for (let attempt = 1; ; attempt++) {
    const bytes = await tryStream(loader, offset, length, ctx);
    if (bytes) return bytes;
    // Packets under way must not be taken for the next attempt's.
    await loader.link.drain(QUIET_MS, ctx.signal);
    if (attempt === READ_ATTEMPTS) {
      throw new SlipwayError(
        'device/timeout',
        say('loader-read-failed', { sizeBytes: length, offset, count: READ_ATTEMPTS }),
        { context: { offset, length } },
      );
    }
  }
}

async function tryStream(loader: Loader, offset: number, length: number, ctx: OperationContext) {
  const { link } = loader;
  const { signal } = ctx;
  await link.request(op.readFlash, words(offset, length, SECTOR_BYTES, MAX_UNACKNOWLEDGED), { signal });
  const out = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const packet = await link.nextFrame(COMMAND_TIMEOUT_MS, signal);
    if (!packet || packet.length > length - done) return undefined;
    out.set(packet, done);
    done += packet.length;
    await link.sendFrame(words(done), signal);
    ctx.onProgress('read', done, length);
  }
  const digest = await link.nextFrame(COMMAND_TIMEOUT_MS, signal);
  if (!digest || digest.length !== MD5_BYTES) return undefined;
  return createHash('md5').update(out).digest().equals(digest) ? out : undefined;
}

async function readSlowly(loader: Loader, offset: number, length: number, ctx: OperationContext): Promise<Uint8Array> {
  const out = new Uint8Array(length);
  for (let done = 0; done < length; done += ROM_READ_BYTES) {
    const part = Math.min(ROM_READ_BYTES, length - done);
    const { data } = await loader.link.request(op.readFlashSlow, words(offset + done, part), {
      // The buffer comes whole, however little of it was asked for.
      dataBytes: [ROM_READ_BYTES],
      signal: ctx.signal,
    });
    out.set(data.subarray(0, part), done);
    ctx.onProgress('read', done + part, length);
  }
  return out;
}
