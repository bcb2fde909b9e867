// The engines that serve the contract; each must pass the same suite over every wire.
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
