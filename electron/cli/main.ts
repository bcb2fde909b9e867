// Owns: the process of the command line: its exit code, and nothing else. The commands are in program.ts.
// May import siblings. Start reading at program.ts.
import { enableCompileCache } from 'node:module';

// Types are stripped and code is compiled once, not at each start; so everything else is loaded after this line.
enableCompileCache();

const [{ createProcessIo }, { runCli }, { createCliDeps }] = await Promise.all([
  import('./io.ts'),
  import('./program.ts'),
  import('./station.ts'),
]);
process.exitCode = await runCli(createCliDeps(createProcessIo()), process.argv.slice(2));
