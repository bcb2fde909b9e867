// Owns: a station for tests of the library, with one instant virtual unit and a person's own bundles.
// May import the engine. Start reading at `openLibraryStation`.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { createInProcessClient } from '../../electron/api/in-process.ts';
import type { KeyStoreDeps } from '../../electron/engine/identity/keystore.ts';
import { createStation, type Station, type StationOptions } from '../../electron/engine/index.ts';
import { createTestBox, instantBench, instantUnit } from './main-job.ts';
import { useTempDir } from './temp-dir.ts';

export interface LibraryStation {
  readonly station: Station;
  /** In the same process; a wire has its own. */
  readonly client: SlipwayClient;
  readonly dataDir: string;
  /** What lies in a folder of the data directory; empty where there is none. */
  filesIn(folder: string): string[];
}

export interface OpenLibraryStation {
  /** Goes on with the data of another station, which must be closed. */
  readonly dataDir?: string;
  /** A keychain of the test when not given. */
  readonly sealing?: KeyStoreDeps['backend'];
  readonly log?: StationOptions['log'];
  /** Has the CA, the fleet and the draft of the example, as the demo does. */
  readonly hasExample?: boolean;
}

/** Opens it inside a test; it is closed when the test ends. */
export async function openLibraryStation(options: OpenLibraryStation = {}): Promise<LibraryStation> {
  const dataDir = options.dataDir ?? path.join(useTempDir(), 'station');
  const station = await createStation({
    dataDir,
    keychain: options.sealing ?? { kind: 'os-keychain', box: createTestBox(randomBytes(32)) },
    virtualBench: {
      units: [instantUnit('01', 1)],
      model: instantBench.model,
      isBare: options.hasExample !== true,
    },
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const { client, close } = createInProcessClient(station);
  onTestFinished(async () => {
    await close();
    await station.close();
  });
  return {
    station,
    client,
    dataDir,
    filesIn(folder) {
      const dir = path.join(dataDir, folder);
      return existsSync(dir) ? readdirSync(dir).sort() : [];
    },
  };
}
