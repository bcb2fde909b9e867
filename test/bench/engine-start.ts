// Owns: one start of the engine, for a benchmark: opens a station with a virtual bench, says how long, and ends.
// Its folder is the first argument. Run through run-bench.ts, beside an empty Node process.
import { createStation } from '../../electron/engine/index.ts';

const [dataDir = ''] = process.argv.slice(2);
const station = await createStation({ dataDir, virtualBench: { units: 4 }, passphrase: async () => 'bench' });
await station.station.info(undefined, { signal: new AbortController().signal });
process.stdout.write(`${JSON.stringify({ readyMs: performance.now() })}\n`);
// What closing costs is not part of a start.
process.exit(0);
