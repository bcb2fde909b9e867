// Owns: that records of virtual units never stand among those of real ones, nor use up their serial numbers: a data
// directory belongs to one of the two worlds for good. A virtual bench marks its own with the folder that it keeps its
// units in. May import contract, util and the journal's interface. Start reading at `openWorld`.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { JournalReader } from '../journal/journal.ts';

/** Where in its data directory a virtual bench keeps flash and fuses of its units. */
export const benchFolder = 'virtual-bench';

export interface World {
  readonly isVirtual: boolean;
  /** Throws station/usage for a port of the other world. */
  assertOfIt(port: PortInfo): void;
}

/**
 * Which world a data directory belongs to. Rejects with station/usage where a virtual bench is to be opened among the
 * records of real units. Without a bench, records of virtual units may be read, and no real port is opened.
 */
export async function openWorld(
  {
    dataDir,
    virtualBench,
  }: { readonly dataDir: string; readonly virtualBench: { readonly dataDir?: string } | undefined },
  journal: Pick<JournalReader, 'countUnits'>,
): Promise<World> {
  const isMarked = await isFolder(virtualBench?.dataDir ?? path.join(dataDir, benchFolder));
  if (virtualBench?.dataDir !== undefined && !isMarked && journal.countUnits() > 0) {
    throw new SlipwayError('station/usage', say('data-of-real-units', { dataDir, count: journal.countUnits() }), {
      action: say('do-own-data-for-bench'),
    });
  }
  const isVirtual = virtualBench !== undefined || isMarked;
  return {
    isVirtual,
    assertOfIt(port) {
      if (!isVirtual || port.kind === 'virtual') return;
      throw new SlipwayError('station/usage', say('data-of-virtual-units', { dataDir, port: port.path }), {
        context: { dataDir, port: port.path },
        action: say('do-own-data-for-units'),
      });
    },
  };
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
