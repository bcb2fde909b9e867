// Owns: where the engine runs: in Electron, or under a Node beside it where Electron's own is too old. Pure but for the
// question whether a file is there. Start reading at `chooseHost`.
import path from 'node:path';

/** Node-API that the native modules of the engine need (better-sqlite3 13: version 10, with Node 22.14 and later). */
const neededNodeApi = 10;

export type EngineHost =
  | { readonly kind: 'utility' }
  | { readonly kind: 'node'; readonly node: string }
  | {
      readonly kind: 'none';
      readonly message: string;
      readonly action: string;
      readonly context: Readonly<Record<string, string>>;
    };

export interface HostFacts {
  /** `process.versions.modules` and the like say which Node Electron embeds; this is its Node-API. */
  readonly nodeApi: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Folders that may hold the project's `node` package or its executable. */
  readonly places: readonly string[];
  readonly exists: (file: string) => boolean;
}

export function chooseHost({ nodeApi, env, platform, places, exists }: HostFacts): EngineHost {
  // Only then: a Node named from outside must not replace the engine of a release.
  if (Number(nodeApi) >= neededNodeApi) return { kind: 'utility' };
  const executable = platform === 'win32' ? 'node.exe' : 'node';
  const named = env.SLIPWAY_ENGINE_NODE;
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...places.map((place) => path.join(place, 'node', 'bin', executable)),
  ];
  const node = candidates.find(exists);
  if (node !== undefined) return { kind: 'node', node };
  return {
    kind: 'none',
    message: `The Node of this Electron (Node-API ${nodeApi ?? 'unknown'}) is too old for the engine, and no other Node is there.`,
    action: 'Use the official Electron, or name a Node 24 in SLIPWAY_ENGINE_NODE.',
    context: { detail: 'engine-without-node', nodeApi: nodeApi ?? 'unknown', advice: 'do-name-other-node' },
  };
}
