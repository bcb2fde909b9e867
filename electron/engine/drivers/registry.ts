// Owns: looking up a family by name or by port. May import contract and the driver interface. Start at `createRegistry`.
import type { PortInfo } from '../../contract/device.ts';
import type { DriverModule } from './driver.ts';

export interface DriverRegistry {
  readonly modules: readonly DriverModule[];
  byId(id: string): DriverModule | undefined;
  /** Families that may be behind the port, the certain ones first. */
  match(port: PortInfo): readonly DriverModule[];
}

export function createRegistry(modules: readonly DriverModule[]): DriverRegistry {
  return {
    modules,
    byId: (id) => modules.find((module) => module.id === id),
    match: (port) =>
      (['yes', 'maybe'] as const).flatMap((wanted) => modules.filter((module) => module.match(port) === wanted)),
  };
}

/**
 * Hides a family's own option type behind its schema, so that families of different options fit one list.
 * The options given to `open` are checked again, by the same schema: no cast, and no way around the check.
 */
export function asModule<O>(module: DriverModule<O>): DriverModule {
  return {
    ...module,
    open: async (transport, options, ctx) =>
      module.open(transport, await module.optionsSchema.parseAsync(options), ctx),
  };
}
