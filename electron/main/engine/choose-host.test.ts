import { expect, test } from 'vitest';
import { chooseHost, type HostFacts } from './choose-host.ts';

const old: HostFacts = {
  nodeApi: '9',
  env: {},
  platform: 'linux',
  places: ['/app/node_modules', '/app/resources'],
  exists: (file) => file === '/app/resources/node/bin/node',
};

test('a runtime that can load the native modules runs the engine itself', () => {
  expect(chooseHost({ ...old, nodeApi: '10' })).toEqual({ kind: 'utility' });
});

test('then no Node named from outside takes its place', () => {
  const env = { SLIPWAY_ENGINE_NODE: '/tmp/evil' };
  expect(chooseHost({ ...old, nodeApi: '10', env, exists: () => true })).toEqual({ kind: 'utility' });
});

test('an old runtime takes the Node that is packaged or installed beside it', () => {
  expect(chooseHost(old)).toEqual({ kind: 'node', node: '/app/resources/node/bin/node' });
});

test('there the Node that was named comes first', () => {
  const env = { SLIPWAY_ENGINE_NODE: '/opt/node24/bin/node' };
  expect(chooseHost({ ...old, env, exists: () => true })).toEqual({ kind: 'node', node: '/opt/node24/bin/node' });
});

test('without any it says what is missing and what to do', () => {
  expect(chooseHost({ ...old, nodeApi: undefined, exists: () => false })).toMatchObject({
    kind: 'none',
    message: expect.stringContaining('too old'),
    action: expect.stringContaining('SLIPWAY_ENGINE_NODE'),
    context: expect.objectContaining({ detail: 'engine-without-node' }),
  });
});
