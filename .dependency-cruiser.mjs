// Owns: the import table of docs/architecture.md as rules. Every rule is an error; test/flows/checks.test.ts proves that they bite.
// Run through scripts/cruise.mjs, which lets TypeScript 6 parse: it sees type-only imports and types imported by expression.

const inEngine = (folders) => `^electron/engine/(?:${folders.join('|')})/`;
const tests = '\\.test\\.ts$';
const engineRoot = '^electron/engine/[^/]+\\.ts$';
const journalInterface = '^electron/engine/journal/journal\\.ts$';
const contract = '^electron/contract/';

/** From the bottom to the top: what each part may import of ours, beside itself. */
const layers = [
  { name: 'contract', path: contract, may: [] },
  { name: 'util', path: inEngine(['util']), may: [contract] },
  // The machine is a pure fold over journal events that imports the contract only; the journal reads runs through it.
  {
    name: 'journal',
    path: inEngine(['journal']),
    may: [contract, inEngine(['util']), '^electron/engine/job/machine\\.ts$'],
  },
  { name: 'transport', path: inEngine(['transport']), may: [contract, inEngine(['util'])] },
  { name: 'image', path: inEngine(['image']), may: [contract, inEngine(['util'])] },
  { name: 'drivers', path: inEngine(['drivers']), may: [contract, inEngine(['util', 'transport', 'image'])] },
  {
    name: 'recipe-identity-fleet',
    path: inEngine(['recipe', 'identity', 'fleet']),
    may: [contract, journalInterface, inEngine(['util', 'transport', 'image', 'drivers'])],
  },
  {
    name: 'steps',
    path: inEngine(['steps']),
    may: [
      contract,
      journalInterface,
      inEngine(['util', 'transport', 'image', 'drivers', 'recipe', 'identity', 'fleet']),
    ],
  },
  {
    name: 'job',
    path: inEngine(['job']),
    may: [
      contract,
      journalInterface,
      inEngine(['util', 'transport', 'image', 'drivers', 'recipe', 'identity', 'fleet', 'steps']),
    ],
  },
  {
    name: 'virtual-bench',
    path: inEngine(['virtual-bench']),
    may: [contract, inEngine(['util', 'transport', 'image', 'drivers'])],
  },
  {
    name: 'station',
    path: inEngine(['station']),
    may: [
      contract,
      journalInterface,
      inEngine([
        'util',
        'transport',
        'image',
        'drivers',
        'recipe',
        'identity',
        'fleet',
        'steps',
        'job',
        'virtual-bench',
      ]),
    ],
  },
  { name: 'engine', path: '^electron/engine/', may: [contract] },
  { name: 'api', path: '^electron/api/', may: [contract, engineRoot, inEngine(['util'])] },
  { name: 'preload', path: '^electron/preload/', may: [contract] },
  { name: 'main', path: '^electron/main/', may: ['^electron/(?:contract|engine|api)/'] },
  { name: 'cli', path: '^electron/cli/', may: ['^electron/(?:contract|engine|api)/'] },
  { name: 'renderer', path: '^renderer/', may: [contract] },
];

/** Packages that one place owns, so that replacing one touches one place. */
const owners = [
  { packageName: 'better-sqlite3', only: '^electron/engine/journal/db\\.ts$' },
  { packageName: 'serialport', only: '^electron/engine/transport/serial\\.ts$' },
  { packageName: '@serialport', only: '^electron/engine/transport/serial\\.ts$' },
  { packageName: 'usb', only: '^electron/engine/transport/usb\\.ts$' },
  { packageName: 'electron', only: '^electron/(?:main|preload)/' },
  { packageName: 'commander', only: '^electron/cli/' },
  { packageName: 'esptool-js', only: '^electron/engine/drivers/esp/' },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      comment: 'An import that resolves to nothing, or to a package that package.json does not list.',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        // Optional: a machine without compilers has no node-pty, and `types` alone are resolved by tsc.
        pathNot: '^node-pty$',
      },
    },
    {
      name: 'no-unlisted-package',
      severity: 'error',
      from: { pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: 'node-pty' },
    },
    {
      name: 'no-dev-package-in-product',
      severity: 'error',
      from: { path: '^(?:electron|renderer)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-does-not-import-tests-or-scripts',
      severity: 'error',
      from: { path: '^(?:electron|renderer)/', pathNot: tests },
      to: { path: '^(?:test|scripts)/' },
    },
    ...layers.map((layer) => ({
      name: `layer-${layer.name}`,
      comment: 'The import direction of docs/architecture.md.',
      severity: 'error',
      from: { path: layer.path, pathNot: tests },
      to: {
        path: '^(?:electron|renderer|test|scripts)/',
        pathNot: [layer.path, ...layer.may],
      },
    })),
    {
      name: 'contract-is-pure',
      severity: 'error',
      from: { path: [contract, '^renderer/'], pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    ...owners.map((owner) => ({
      name: `only-owner-imports-${owner.packageName}`,
      severity: 'error',
      from: { path: '^(?:electron|renderer)/', pathNot: [tests, owner.only] },
      to: { path: [`(?:^|/)node_modules/${owner.packageName}/`, `^${owner.packageName}$`] },
    })),
    {
      name: 'driver-does-not-import-driver',
      severity: 'error',
      from: { path: '^electron/engine/drivers/([^/]+)/', pathNot: tests },
      to: { path: '^electron/engine/drivers/[^/]+/', pathNot: '^electron/engine/drivers/$1/' },
    },
    {
      name: 'driver-has-no-files',
      severity: 'error',
      from: { path: '^electron/engine/drivers/', pathNot: tests },
      to: { path: '^(?:node:)?fs(?:/|$)' },
    },
    {
      name: 'driver-is-given-its-clock',
      comment: 'The type is fine; the system clock itself comes through the dependencies.',
      severity: 'error',
      from: { path: '^electron/engine/drivers/', pathNot: tests },
      to: {
        path: ['^electron/engine/util/clock\\.ts$', '^(?:node:)?timers(?:/|$)'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'emulators-only-from-virtual-bench-and-tests',
      comment: 'The firmware that emulated units boot belongs to them.',
      severity: 'error',
      from: {
        path: '^(?:electron|renderer)/',
        pathNot: [
          tests,
          '^electron/engine/drivers/[^/]+/(?:emulator|firmware)',
          '^electron/engine/(?:virtual-bench|transport/virtual)',
        ],
      },
      to: { path: '^electron/engine/drivers/[^/]+/(?:emulator|firmware)' },
    },
  ],
  options: {
    parser: 'tsc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|out|coverage)/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    skipAnalysisNotInRules: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
