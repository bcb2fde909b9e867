// The engines that serve the contract; each must pass the same suite over every wire.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStation } from '../../electron/engine/index.ts';
import { prepareDemoRecipe } from '../../electron/engine/virtual-bench/demo-recipe.ts';
import { createEngineDouble } from './contract-double.ts';
import { describeEngineOverWires } from './contract-suite.ts';

describeEngineOverWires('double', async () => {
  const double = createEngineDouble();
  return {
    engine: double.engine,
    cause: () => double.append(),
    listenerCount: double.listenerCount,
    close: double.engine.close,
  };
});

describeEngineOverWires('station', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'slipway-contract-'));
  const station = await createStation({ dataDir, virtualBench: { units: 1 }, passphrase: async () => 'virtual bench' });
  return {
    engine: station,
    // A run that cannot start writes nothing; asking who a unit is writes nothing either. A run of any kind does.
    cause: async () => {
      const recipeFile = await prepareDemoRecipe(path.join(tmpdir(), `slipway-contract-recipe-${process.pid}`));
      const input = { target: '01', source: { recipeFile }, operator: 'test' };
      await station.runs.start(input, { signal: AbortSignal.timeout(10_000) });
    },
    listenerCount: station.listenerCount,
    close: async () => {
      await station.close();
      await rm(dataDir, { recursive: true });
    },
  };
});
