// Owns: where the command line meets the engine: the one file that knows how a station is opened.
// May import contract, engine and siblings; everything heavy is loaded when a command asks for it.
import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { CliDeps } from './context.ts';
import type { Io } from './io.ts';

/** The command line on the real engine. */
export function createCliDeps(io: Io): CliDeps {
  return {
    io,
    version: packageJson.version,
    demoFailTemper: 'wont-boot',
    async prepareDemoRecipe(dataDir) {
      const { prepareDemoRecipe } = await import('../engine/virtual-bench/demo-recipe.ts');
      return prepareDemoRecipe(path.join(dataDir, 'demo-recipe'));
    },
    async openStation({ dataDir, virtualUnits, passphrase, log }) {
      const { createStation } = await import('../engine/index.ts');
      const { benchFolder } = await import('../engine/station/virtual-data.ts');
      // A virtual unit keeps its flash and fuses from one command to the next, as a real one does.
      const bench = { units: virtualUnits ?? 0, dataDir: path.join(dataDir, benchFolder) };
      const virtualBench = virtualUnits === undefined ? undefined : bench;
      return createStation({ dataDir, virtualBench, passphrase, log });
    },
    async openHost(options) {
      const { openHost } = await import('../engine/host.ts');
      return openHost(options);
    },
    async serveVirtualUnits(request) {
      const { serveVirtualUnits } = await import('../engine/virtual-bench/served-units.ts');
      return serveVirtualUnits(request);
    },
    async salvage(journalFile, write) {
      const { salvageEvents } = await import('../engine/journal/salvage.ts');
      return salvageEvents(journalFile, write);
    },
    async openKeys(options) {
      const { createStationKeys } = await import('./station-keys.ts');
      return createStationKeys(options);
    },
    async openRecipes(options) {
      const { createStationRecipes } = await import('./station-recipes.ts');
      return createStationRecipes(options);
    },
  };
}
