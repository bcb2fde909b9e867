// Proof that the flash holds what was written: MD5 on the unit, narrowed down to a sector where it differs.
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import type { FlashPlan, OperationContext, VerifiedRegion } from '../driver.ts';
import { canMd5, md5OnUnit, SECTOR_BYTES } from './commands.ts';
import type { Loader } from './connect.ts';
import { pieceLength, type RegionBytes, regionBytes, sectorsOf } from './region.ts';

/** Rejects with device/verify-mismatch. */
export async function verifyPlan(loader: Loader, plan: FlashPlan, ctx: OperationContext): Promise<VerifiedRegion[]> {
  const regions = plan.regions.map(regionBytes);
  const total = regions.reduce((sum, region) => sum + region.sizeBytes, 0);
  const verified: VerifiedRegion[] = [];
  let done = 0;
  for (const region of regions) {
    ctx.onProgress(region.name, done, total);
    verified.push(await verifyRegion(loader, region, ctx.signal));
    done += region.sizeBytes;
    ctx.onProgress(region.name, done, total);
  }
  return verified;
}

async function verifyRegion(loader: Loader, region: RegionBytes, signal: AbortSignal): Promise<VerifiedRegion> {
  const { name, offset, sizeBytes } = region;
  const wanted = await region.md5(0, sizeBytes);
  // What was written encrypted reads back as ciphertext, and a secured unit or an ESP8266 ROM computes no MD5:
  // the unit's acknowledgement of every block with its checksum is all there is.
  if (region.isEncrypted || !canMd5(loader)) {
    return { name, offset, sizeBytes, digest: wanted, method: 'write-acknowledged' };
  }
  const found = await md5OnUnit(loader, offset, sizeBytes, signal);
  if (found === wanted) return { name, offset, sizeBytes, digest: found, method: 'md5-on-unit' };
  const at = await firstDifferingSector(loader, region, signal);
  throw new SlipwayError(
    'device/verify-mismatch',
    say('flash-differs', { region: name, address: `0x${(offset + at).toString(16)}` }),
    {
      context: { expectedMd5: wanted, foundMd5: found },
    },
  );
}

/** Halves the region until one sector is left; the first half is asked for, so the first difference is found. */
async function firstDifferingSector(loader: Loader, region: RegionBytes, signal: AbortSignal): Promise<number> {
  let low = 0;
  let high = sectorsOf(region);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const at = low * SECTOR_BYTES;
    const length = pieceLength(region, at, (middle - low) * SECTOR_BYTES);
    const isSame = (await md5OnUnit(loader, region.offset + at, length, signal)) === (await region.md5(at, length));
    if (isSame) low = middle;
    else high = middle;
  }
  return low * SECTOR_BYTES;
}
