// Owns: the contract's procedures about files that people carry between stations. May import contract, util and fleet.
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import type { Carrying, CarryingDeps } from '../fleet/deliver.ts';
import type { StationTrust } from '../fleet/stations.ts';
import { readRegularFile } from '../util/regular-file.ts';
import type { Uploads } from './uploads.ts';

export interface CarryCallsDeps extends CarryingDeps {
  readonly stations: StationTrust;
  readonly uploads: Pick<Uploads, 'take'>;
  readonly onChange: () => void;
}

export interface CarryCalls {
  readonly outbox: Pick<Engine['outbox'], 'exportFile' | 'carryFile' | 'deliver' | 'takeReceipt'>;
  readonly stations: Engine['stations'];
}

export function createCarryCalls(deps: CarryCallsDeps): CarryCalls {
  const { stations, uploads, onChange } = deps;
  let carrying: Carrying | undefined;

  /** What reads and writes such files is loaded with the first of them. */
  async function theCarrying(): Promise<Carrying> {
    const { createCarrying } = await import('../fleet/deliver.ts');
    carrying ??= createCarrying(deps);
    return carrying;
  }

  /** The text of an upload, which is gone afterwards. */
  async function textOf(uploadId: string): Promise<string> {
    const { carriedSizeLimitBytes } = await import('../fleet/envelope.ts');
    await using upload = await uploads.take(uploadId);
    const { fileName, sizeBytes } = upload;
    if (sizeBytes > carriedSizeLimitBytes) {
      throw new SlipwayError(
        'fleet/carry-file-invalid',
        say('carry-too-large-to-read', { file: fileName, sizeBytes, limitBytes: carriedSizeLimitBytes }),
      );
    }
    return (await readRegularFile(upload.path, carriedSizeLimitBytes)).toString('utf8');
  }

  return {
    outbox: {
      async exportFile({ path }) {
        const { exportOutbox } = await import('../fleet/file.ts');
        return exportOutbox(deps, path);
      },
      async carryFile() {
        const { carryOutbox } = await import('../fleet/file.ts');
        return carryOutbox(deps);
      },
      deliver: async ({ uploadId }, { signal }) => (await theCarrying()).deliver(await textOf(uploadId), signal),
      takeReceipt: async ({ uploadId }) => (await theCarrying()).takeReceipt(await textOf(uploadId)),
    },
    stations: {
      list: () => stations.list(),
      self: async () => {
        const { keyId, publicKeyPem, wipe } = await deps.signer();
        wipe?.();
        return { keyId, publicKeyPem };
      },
      add: async (station) => {
        const added = await stations.add(station);
        onChange();
        return added;
      },
      remove: async ({ keyId }) => {
        await stations.remove(keyId);
        onChange();
        return { ok: true };
      },
    },
  };
}
