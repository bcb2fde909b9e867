// Owns: what every command is given: the options of all commands, the station, and how to say things.
// May import contract, api and siblings. Start reading at `CliContext`.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import type { Connection } from '../api/connection.ts';
import { SlipwayError } from '../contract/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { defaultDataDir } from '../engine/util/data-dir.ts';
import type { Io } from './io.ts';
import { createPaint, type Paint } from './style.ts';
import type { KeyTools, RecipeTools } from './tools.ts';

export interface StationOptions {
  readonly dataDir: string;
  /** Units of the virtual bench; undefined for a station of real ports only. */
  readonly virtualUnits: number | undefined;
  readonly passphrase: () => Promise<string | undefined>;
  /** What the engine does, for whoever looks for a fault. */
  readonly log: (line: string) => void;
}

export interface ServedUnits extends AsyncDisposable {
  /** Where each unit is: an address for `--port`, of ours or of esptool, or a device node. */
  readonly units: readonly {
    readonly slot: string;
    readonly chip: string;
    readonly mac: string;
    readonly at: string;
  }[];
}

export interface CliDeps {
  readonly io: Io;
  readonly version: string;
  openStation(options: StationOptions): Promise<Engine>;
  /** As openStation, for a station that clients stay connected to while a person changes its mode. */
  openHost(options: StationOptions): Promise<Engine>;
  openKeys(options: StationOptions): Promise<KeyTools>;
  openRecipes(options: StationOptions): Promise<RecipeTools>;
  /** Virtual units for other programs; they end when it is closed. Throws station/usage where there are no ptys. */
  serveVirtualUnits(request: {
    readonly units: number;
    readonly chip: string;
    readonly as: 'rfc2217' | 'tcp' | 'pty';
    readonly isFast: boolean;
  }): Promise<ServedUnits>;
  /** Every event of a journal that can still be read, a line each; changes nothing. Rejects where it is no database at all. */
  salvage(
    journalFile: string,
    write: (line: string) => void,
  ): Promise<{ readonly readable: number; readonly unreadable: number }>;
  /** The recipe of the demo, made for the virtual bench. */
  prepareDemoRecipe(dataDir: string): Promise<string>;
  /** The temper with which a virtual unit must fail honestly. */
  readonly demoFailTemper: string;
}

const globalOptionsSchema = z.object({
  dataDir: z.string().optional(),
  json: z.boolean().default(false),
  color: z.boolean().default(true),
  operator: z.string().min(1).max(120).optional(),
  passphraseFile: z.string().optional(),
  connect: z.url({ protocol: /^https?$/ }).optional(),
  tokenFile: z.string().optional(),
  virtual: z.coerce.number().int().min(1).max(64).optional(),
  verbose: z.boolean().default(false),
});

export interface CliContext {
  readonly deps: CliDeps;
  readonly io: Io;
  readonly paint: Paint;
  readonly isJson: boolean;
  readonly operator: string;
  readonly dataDir: string;
  readonly isDataDirGiven: boolean;
  /** `--connect` names a station that runs. */
  readonly isConnected: boolean;
  /** Aborted by the first Ctrl-C; a second one leaves at once. */
  readonly signal: AbortSignal;
  /** An absolute path, from where the command was given. */
  resolve(file: string): string;
  /** A station of its own, or the one that `--connect` names. Closing it closes the station only in the first case. */
  connect(overrides?: Partial<StationOptions>): Promise<Connection>;
  /** Of the station: from its file, or asked for; undefined where nobody can be asked. */
  passphrase(): Promise<string | undefined>;
  /** The station for other programs and people, see CliDeps. */
  openHost(): Promise<Engine>;
  /** Of a station of its own, without opening its journal, or of the one that `--connect` names. */
  keys(): Promise<KeyTools>;
  recipes(): Promise<RecipeTools>;
  /** A record for machines as one JSON line, or words for people. */
  print(record: unknown, words: () => string): void;
}

/** Reads the options that all commands share. Throws station/usage. */
export function createContext(deps: CliDeps, command: Command, signal: AbortSignal): CliContext {
  const parsed = globalOptionsSchema.safeParse(command.optsWithGlobals());
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const option = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new SlipwayError('station/usage', `--${option} is not valid: ${issue?.message}.`);
  }
  const options = parsed.data;
  const { io } = deps;
  const isVirtual = options.virtual !== undefined;
  // Records of virtual units must never stand among those of real ones.
  const suffix = isVirtual && io.env.SLIPWAY_DATA_DIR === undefined ? '-virtual' : '';
  const ownDataDir = `${defaultDataDir(io.env)}${suffix}`;
  const dataDir = path.resolve(io.cwd, options.dataDir ?? ownDataDir);
  const isColoured = options.color && !options.json && io.isTerminal && !io.env.NO_COLOR;
  const passphraseFile = options.passphraseFile ?? io.env.SLIPWAY_PASSPHRASE_FILE;
  const stationOptions: StationOptions = {
    dataDir,
    virtualUnits: options.virtual,
    log: (line) => {
      if (options.verbose) io.err(`${line}\n`);
    },
    async passphrase() {
      if (passphraseFile !== undefined) {
        return (await readText(path.resolve(io.cwd, passphraseFile))).replace(/\r?\n$/, '');
      }
      // Nothing of worth is sealed on a virtual bench, and nobody should have to type.
      return isVirtual ? 'virtual bench' : await io.askSecret('Passphrase of this station: ');
    },
  };
  const openStation = (overrides: Partial<StationOptions> = {}) =>
    deps.openStation({ ...stationOptions, ...overrides });
  async function connect(overrides?: Partial<StationOptions>): Promise<Connection> {
    // A command that says which station it wants (the demo) gets its own, whatever is running.
    if (options.connect !== undefined && overrides === undefined) {
      const { readToken } = await import('./serve-file.ts');
      const { createWebSocketClient } = await import('../api/client.ts');
      const tokenFile = options.tokenFile && path.resolve(io.cwd, options.tokenFile);
      const token = await readToken({ url: options.connect, dataDir, tokenFile, env: io.env });
      return createWebSocketClient({ url: options.connect, token });
    }
    const { createInProcessClient } = await import('../api/in-process.ts');
    const engine = await openStation(overrides);
    const connection = createInProcessClient(engine, { onDefect: (thrown) => io.err(`${describeDefect(thrown)}\n`) });
    const close = async () => {
      await connection.close();
      await engine.close();
    };
    return { client: connection.client, link: connection.link, close, [Symbol.asyncDispose]: close };
  }
  return {
    deps,
    io,
    dataDir,
    isDataDirGiven: options.dataDir !== undefined || io.env.SLIPWAY_DATA_DIR !== undefined,
    isConnected: options.connect !== undefined,
    signal,
    passphrase: () => stationOptions.passphrase(),
    openHost: () => deps.openHost(stationOptions),
    paint: createPaint(isColoured),
    isJson: options.json,
    operator: options.operator ?? io.env.SLIPWAY_OPERATOR ?? io.env.USER ?? 'operator',
    resolve: (file) => path.resolve(io.cwd, file),
    connect,
    async keys() {
      if (options.connect === undefined) return deps.openKeys(stationOptions);
      const { createRemoteKeys } = await import('./remote-keys.ts');
      return createRemoteKeys(() => connect());
    },
    recipes: () => deps.openRecipes(stationOptions),
    print(record, words) {
      io.out(options.json ? `${JSON.stringify(record)}\n` : words());
    },
  };
}

/** A defect is the one error whose stack a person should see: it goes into the report. */
const describeDefect = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw new SlipwayError('station/usage', `The file ${file} cannot be read.`, { cause: thrown, context: { file } });
  }
}
