// Which parts of a region differ from what the unit holds, asked by MD5 where asking is cheaper than writing.
import { canMd5, md5OnUnit, SECTOR_BYTES } from './commands.ts';
import type { Loader } from './connect.ts';
import { blankMd5, pieceLength, type RegionBytes } from './region.ts';

/** One question for this many bytes; at 921600 baud they take 0.4 s to send and about 30 ms to ask for. */
const BLOCK_BYTES = 64 * 1024;
/** After so many blocks in a row without one equal sector the rest is taken to differ too. */
const HOPELESS_BLOCKS = 3;

export interface Piece {
  readonly at: number;
  readonly length: number;
}

export type DiffMode = 'auto' | 'always' | 'never';

/**
 * The pieces to write, whole sectors each, in order. `auto` asks one sector first: on a blank unit the answer is
 * that everything must be written, and it has cost one exchange. `always` asks for every block.
 */
export async function differingPieces(
  loader: Loader,
  region: RegionBytes,
  mode: DiffMode,
  signal: AbortSignal,
): Promise<readonly Piece[]> {
  const whole = [{ at: 0, length: region.sizeBytes }];
  if (mode === 'never' || region.isEncrypted || !canMd5(loader)) return whole;
  const onUnit = (at: number, length: number) => md5OnUnit(loader, region.offset + at, length, signal);
  const isSame = async (at: number, length: number) => (await onUnit(at, length)) === (await region.md5(at, length));

  const firstLength = pieceLength(region, 0, SECTOR_BYTES);
  const first = await onUnit(0, firstLength);
  const isFirstSame = first === (await region.md5(0, firstLength));
  if (region.sizeBytes === firstLength) return isFirstSame ? [] : whole;
  if (!isFirstSame && mode === 'auto' && first === blankMd5(firstLength)) return whole;
  if (isFirstSame && (await isSame(0, region.sizeBytes))) return [];

  const pieces: Piece[] = [];
  let hopeless = 0;
  for (let at = 0; at < region.sizeBytes; at += BLOCK_BYTES) {
    if (mode === 'auto' && hopeless === HOPELESS_BLOCKS) {
      pieces.push({ at, length: region.sizeBytes - at });
      break;
    }
    const length = pieceLength(region, at, BLOCK_BYTES);
    if (await isSame(at, length)) {
      hopeless = 0;
      continue;
    }
    let hasEqualSector = false;
    for (let sector = at; sector < at + length; sector += SECTOR_BYTES) {
      const sectorLength = pieceLength(region, sector, SECTOR_BYTES);
      if (await isSame(sector, sectorLength)) hasEqualSector = true;
      else pieces.push({ at: sector, length: sectorLength });
    }
    hopeless = hasEqualSector ? 0 : hopeless + 1;
  }
  return joined(pieces);
}

/** Neighbours become one piece, so that they share one begin and one stream. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last && last.at + last.length === piece.at)
      out[out.length - 1] = { at: last.at, length: last.length + piece.length };
    else out.push(piece);
  }
  return out;
}
