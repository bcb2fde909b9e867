// Owns: folders that a test makes and that vanish with it. Imports Node and vitest only.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder that is removed when the current test ends. Call inside a test. */
export function useTempDir(prefix = 'slipway-test-'): string {
  const dir = mkdtempSync(path.join(tmpdir(), prefix));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A new folder for `using`: gone at the end of the block. For hooks and scripts, where no test is running. */
export function createTempDir(prefix = 'slipway-test-'): Disposable & { readonly path: string } {
  const dir = mkdtempSync(path.join(tmpdir(), prefix));
  return { path: dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}
