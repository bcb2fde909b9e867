// Owns: THE list of device families. May import each family's module and the registry.
// A new family is one folder beside this file and one line here. Start reading at `drivers`.
import { espDriver } from './esp/module.ts';
import { asModule, createRegistry, type DriverRegistry } from './registry.ts';

export const drivers: DriverRegistry = createRegistry([asModule(espDriver)]);
