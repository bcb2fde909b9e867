// Owns: the import table of docs/architecture.md as rules. Every rule is an error; test/flows/checks.test.ts proves that they bite.
// Run through scripts/cruise.mjs, which lets TypeScript 6 parse: it sees type-only imports and types imported by expression.

const inEngine = (folders) => `^electron/engine/(?:${folders.join('|')})/`;
const inRenderer = (folders) => `^renderer/(?:${folders.join('|')})/`;
const tests = '\\.test\\.tsx?$|^renderer/test-support/';
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
      // The interface only: each part of the station answers some of its calls.
      '^electron/engine/engine\\.ts$',
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
  { name: 'engine-process', path: '^electron/engine-process/', may: ['^electron/(?:contract|engine|api)/'] },
  {
    name: 'main',
    path: '^electron/main/',
    may: ['^electron/(?:contract|engine|api)/', '^electron/engine-process/control\\.ts$'],
  },
  { name: 'cli', path: '^electron/cli/', may: ['^electron/(?:contract|engine|api)/'] },
  // The window. What of electron/api runs in a browser is reached through its wire alone.
  {
    name: 'renderer-wire',
    path: inRenderer(['wire']),
    may: [contract, '^electron/api/(?:client|connection|follow-events|socket-dialer|wire-error|wire-port)\\.ts$'],
  },
  { name: 'renderer-i18n', path: inRenderer(['i18n']), may: [contract] },
  { name: 'renderer-commands', path: inRenderer(['commands']), may: [] },
  { name: 'renderer-data', path: inRenderer(['data']), may: [contract, inRenderer(['wire'])] },
  { name: 'renderer-ui', path: inRenderer(['ui']), may: [contract, inRenderer(['i18n'])] },
  {
    name: 'renderer-features',
    path: inRenderer(['features']),
    may: [contract, inRenderer(['data', 'i18n', 'ui', 'commands'])],
  },
  {
    name: 'renderer-app',
    path: inRenderer(['app']),
    may: [contract, inRenderer(['wire', 'data', 'i18n', 'ui', 'commands', 'features'])],
  },
  { name: 'renderer', path: '^renderer/[^/]+$', may: [contract, inRenderer(['wire', 'data', 'app'])] },
];

/** Packages that one place owns, so that replacing one touches one place. */
const owners = [
  { packageName: 'better-sqlite3', only: '^electron/engine/journal/db\\.ts$' },
  { packageName: 'serialport', only: '^electron/engine/transport/serial\\.ts$' },
  { packageName: '@serialport', only: '^electron/engine/transport/serial\\.ts$' },
  { packageName: 'usb', only: '^electron/engine/transport/usb\\.ts$' },
  { packageName: 'electron', only: '^electron/(?:main|preload)/' },
  { packageName: 'react', only: '^renderer/' },
  { packageName: 'i18next', only: '^renderer/i18n/' },
  { packageName: 'zustand', only: '^renderer/(?:data|features|app)/' },
  { packageName: 'uplot', only: '^renderer/ui/' },
  { packageName: '@tanstack/react-query', only: '^renderer/(?:data|app|features)/' },
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
      from: { path: '^(?:electron|renderer)/', pathNot: [tests, '^renderer/vite\\.config\\.ts$'] },
      // Electron is what the app runs in, not a package that it ships.
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/electron/' },
    },
    {
      name: 'product-does-not-import-tests-or-scripts',
      severity: 'error',
      from: { path: '^(?:electron|renderer)/', pathNot: tests },
      to: { path: '^(?:test|scripts|renderer/test-support)/' },
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
      from: { path: [contract, '^renderer/'], pathNot: [tests, '^renderer/vite\\.config\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    ...owners.map((owner) => ({
      name: `only-owner-imports-${owner.packageName}`,
      severity: 'error',
      from: { path: '^(?:electron|renderer)/', pathNot: [tests, owner.only] },
      to: { path: [`(?:^|/)node_modules/${owner.packageName}/`, `^${owner.packageName}$`] },
    })),
    {
      name: 'feature-does-not-import-feature',
      comment: 'Features meet in renderer/app only, so that each can be loaded, changed and removed by itself.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/', pathNot: tests },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'only-the-list-of-screens-imports-features',
      comment: 'It loads each when it is first opened.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: [tests, '^renderer/features/', '^renderer/app/screens\\.ts$'] },
      to: { path: '^renderer/features/' },
    },
    {
      name: 'window-has-no-english-sentences',
      comment: 'It has the other languages, each in a file of its own, and shows the English that the engine sends.',
      severity: 'error',
      from: {
        path: [
          '^renderer/',
          '^electron/contract/(?!sentences)',
          '^electron/api/(?:client|connection|follow-events|socket-dialer|wire-error|wire-port)\\.ts$',
        ],
        pathNot: tests,
      },
      to: { path: '^electron/contract/sentences', dependencyTypesNot: ['type-only'] },
    },
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
