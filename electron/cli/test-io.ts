// Owns: the process, and what is around the commands, as the tests of the command line see it. Imported by tests only.
import type { Engine } from '../engine/engine.ts';
import type { CliDeps } from './context.ts';
import type { Io } from './io.ts';

export interface TestIo extends Io {
  stdout(): string;
  stderr(): string;
  /** Presses Ctrl-C. */
  interrupt(): void;
  /** What `exit` was called with. */
  readonly exits: number[];
}

export function createTestIo(
  options: { isTerminal?: boolean; env?: Io['env']; cwd?: string; secret?: string; input?: string } = {},
): TestIo {
  let out = '';
  let err = '';
  const listeners = new Set<() => void>();
  const exits: number[] = [];
  return {
    exits,
    out: (text) => {
      out += text;
    },
    drained: async () => undefined,
    err: (text) => {
      err += text;
    },
    stdout: () => out,
    stderr: () => err,
    isTerminal: options.isTerminal ?? false,
    columns: 100,
    env: options.env ?? {},
    cwd: options.cwd ?? '/work-bench',
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    exit: (code) => exits.push(code),
    askSecret: async () => options.secret,
    readInput: async () => options.input ?? '',
  };
}

const absent = async () => {
  throw new Error('This test has no such thing.');
};

/** One station for all commands, and nothing else. */
export const depsOf = (io: TestIo, station: Engine): CliDeps => ({
  io,
  version: '1.2.3',
  openStation: async () => station,
  openHost: async () => station,
  openKeys: absent,
  openRecipes: absent,
  prepareDemoRecipe: absent,
  serveVirtualUnits: absent,
  salvage: absent,
  demoFailTemper: 'wont-boot',
});
