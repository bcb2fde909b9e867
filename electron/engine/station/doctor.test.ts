import { describe, expect, test } from 'vitest';
import { type DoctorProbe, runDoctor } from './doctor.ts';

const nowMs = Date.UTC(2026, 10, 23);
const serialPort = {
  port: { id: 'serial:/dev/ttyUSB0', kind: 'serial' as const, path: '/dev/ttyUSB0' },
  slot: null,
  heldBy: null,
  attachedAtMs: nowMs,
};

const healthy: DoctorProbe = {
  platform: 'linux',
  nodeVersion: 'v24.21.0',
  dataDir: '/var/lib/slipway',
  nowMs: () => nowMs,
  freeBytes: async () => 10 * 1024 ** 3,
  canWriteDataDir: async () => true,
  lastRecordAtMs: () => nowMs - 1000,
  ports: async () => [serialPort],
  portAccess: async () => ({ isAllowed: true, group: 'dialout' }),
  runningPrograms: async () => new Set(['node']),
  isUdevRuleInstalled: async () => true,
  udevRulePath: '/opt/slipway/70-slipway.rules',
  nativeModule: async () => undefined,
  trustedKeyCount: async () => 1,
  caExpiries: async () => [{ name: 'factory', notAfterMs: nowMs + 365 * 86_400_000 }],
  outbox: () => ({ waiting: 0, held: 0, oldestQueuedAtMs: undefined }),
};

test('a healthy station has nothing to mend', async () => {
  const checks = await runDoctor(healthy);
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(checks.length).toBeGreaterThanOrEqual(12);
});

describe('each fault is found and comes with what mends it', () => {
  test.each<[string, Partial<DoctorProbe>, string, 'problem' | 'warning', RegExp]>([
    ['old Node', { nodeVersion: 'v20.20.2' }, 'node', 'problem', /npm run/],
    [
      'clock before the release',
      { nowMs: () => 0, lastRecordAtMs: () => undefined },
      'clock',
      'problem',
      /timedatectl/,
    ],
    ['clock behind the last record', { lastRecordAtMs: () => nowMs + 60_000 }, 'clock', 'problem', /timedatectl/],
    ['disk nearly full', { freeBytes: async () => 200 * 1024 ** 2 }, 'disk', 'warning', /--data-dir/],
    ['disk full', { freeBytes: async () => 1024 }, 'disk', 'problem', /space/],
    ['data folder not writable', { canWriteDataDir: async () => false }, 'data-dir', 'problem', /chown/],
    [
      'serialport does not load',
      { nativeModule: async (name) => (name === 'serialport' ? 'no prebuild' : undefined) },
      'native',
      'problem',
      /rebuild/,
    ],
    [
      'node-pty does not load',
      { nativeModule: async (name) => (name === 'node-pty' ? 'not built' : undefined) },
      'native',
      'warning',
      /compiler/,
    ],
    ['no port', { ports: async () => [] }, 'ports', 'warning', /data wires/],
    [
      'port may not be opened',
      { portAccess: async () => ({ isAllowed: false, group: 'dialout' }) },
      'port-access',
      'problem',
      /usermod -aG dialout/,
    ],
    [
      'ModemManager takes ports',
      { runningPrograms: async () => new Set(['ModemManager']), isUdevRuleInstalled: async () => false },
      'port-thieves',
      'problem',
      /udevadm/,
    ],
    [
      'brltty takes ports',
      { runningPrograms: async () => new Set(['brltty']) },
      'port-thieves',
      'problem',
      /mask --now/,
    ],
    ['no udev rules', { isUdevRuleInstalled: async () => false }, 'udev', 'warning', /70-slipway/],
    ['nobody trusted', { trustedKeyCount: async () => 0 }, 'trust', 'warning', /trust add/],
    ['CA expired', { caExpiries: async () => [{ name: 'factory', notAfterMs: nowMs - 1 }] }, 'ca', 'problem', /Renew/],
    [
      'CA expires soon',
      { caExpiries: async () => [{ name: 'factory', notAfterMs: nowMs + 86_400_000 }] },
      'ca',
      'warning',
      /Renew/,
    ],
    [
      'fleet refused',
      { outbox: () => ({ waiting: 0, held: 2, oldestQueuedAtMs: nowMs }) },
      'outbox',
      'problem',
      /held/,
    ],
    [
      'outbox a day old',
      { outbox: () => ({ waiting: 3, held: 0, oldestQueuedAtMs: nowMs - 30 * 3_600_000 }) },
      'outbox',
      'warning',
      /retry/,
    ],
  ])('%s', async (_title, fault, id, state, mend) => {
    const checks = await runDoctor({ ...healthy, ...fault });
    const check = checks.find((candidate) => candidate.id === id);
    expect(check?.state).toBe(state);
    expect(check?.mend).toMatch(mend);
    expect(check?.finding.length).toBeGreaterThan(5);
  });
});

test('a check that cannot run is a finding, and the others still run', async () => {
  const checks = await runDoctor({
    ...healthy,
    freeBytes: async () => {
      throw new Error('statfs: no such device');
    },
  });
  expect(checks.find(({ state }) => state === 'problem')?.finding).toContain('no such device');
  expect(checks.length).toBeGreaterThanOrEqual(12);
});
