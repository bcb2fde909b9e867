#!/usr/bin/env node
// Owns: the `slipway` command itself, for `npm link` and the like: `npm run slipway --` without npm.
process.argv.splice(2, 0, 'slipway');
await import('./run.mjs');
