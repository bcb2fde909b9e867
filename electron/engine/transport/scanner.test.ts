import { describe, expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import type { PortInfo, Slot } from '../../contract/device.ts';
import { systemClock } from '../util/clock.ts';
import type { PortSource } from './port-sources.ts';
import { createScanner, type ScannerEvent } from './scanner.ts';

const usbPort = (path: string, topology: string, more: Partial<PortInfo> = {}): PortInfo => ({
  id: `serial:${path}`,
  kind: 'serial',
  path,
  topology,
  usbVendorId: 0x303a,
  usbProductId: 0x1001,
  ...more,
});
const acm0 = usbPort('/dev/ttyACM0', '1-1.4');

/** A bench whose ports and time the test sets; every look is asked for. */
function setUp(slots: readonly Slot[] = []) {
  let listed: PortInfo[] = [];
  let nowMs = 0;
  const source: PortSource = { name: 'bench', list: async () => listed };
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs, sleep: systemClock.sleep };
  const scanner = createScanner({ sources: [source], slots, clock, graceMs: 2000 });
  const told: string[] = [];
  scanner.onEvent((event) => told.push(words(event)));
  const look = async (atMs: number, ...ports: PortInfo[]) => {
    listed = ports;
    nowMs = atMs;
    await scanner.refresh();
    return told.splice(0);
  };
  return { scanner, look };
}

function words(event: ScannerEvent): string {
  if (event.kind === 'source-failed') return `${event.source} failed: ${event.why}`;
  const before = event.kind === 'returned' ? ` (was ${event.before.path})` : '';
  return `${event.kind} ${event.seen.port.path}${before}`;
}

describe('a unit that comes and goes', () => {
  test('is attached once, and detached after the grace time', async () => {
    const { scanner, look } = setUp();
    expect(await look(0, acm0)).toEqual(['attached /dev/ttyACM0']);
    expect(await look(100, acm0)).toEqual([]);
    expect(await look(1000)).toEqual(['missing /dev/ttyACM0']);
    expect(scanner.list()).toEqual([]);
    expect(await look(2999)).toEqual([]);
    expect(await look(3000)).toEqual(['detached /dev/ttyACM0']);
  });

  test('that re-enumerates at its place under another name has returned', async () => {
    const { scanner, look } = setUp();
    await look(0, acm0);
    await look(100);
    const acm1 = usbPort('/dev/ttyACM1', '1-1.4');
    expect(await look(900, acm1)).toEqual(['returned /dev/ttyACM1 (was /dev/ttyACM0)']);
    expect(scanner.list()).toMatchObject([{ port: { path: '/dev/ttyACM1' }, attachedAtMs: 0 }]);
  });

  test('that returns between two looks is told when its mode or name changed', async () => {
    const { look } = setUp();
    await look(0, acm0);
    expect(await look(100, usbPort('/dev/ttyACM1', '1-1.4'))).toEqual(['returned /dev/ttyACM1 (was /dev/ttyACM0)']);
    expect(await look(200, usbPort('/dev/ttyACM1', '1-1.4', { usbProductId: 9 }))).toEqual([
      'returned /dev/ttyACM1 (was /dev/ttyACM1)',
    ]);
  });

  test('with another serial number is another unit', async () => {
    const { look } = setUp();
    await look(0, usbPort('/dev/ttyACM0', '1-1.4', { usbSerialNumber: 'A' }));
    await look(100);
    expect(await look(200, usbPort('/dev/ttyACM0', '1-1.4', { usbSerialNumber: 'B' }))).toEqual([
      'detached /dev/ttyACM0',
      'attached /dev/ttyACM0',
    ]);
  });

  test('at another place is another unit, even under the name that the first had', async () => {
    const { look } = setUp();
    await look(0, acm0);
    expect(await look(100, usbPort('/dev/ttyACM0', '1-1.3'))).toEqual([
      'attached /dev/ttyACM0',
      'missing /dev/ttyACM0',
    ]);
    expect(await look(2100, usbPort('/dev/ttyACM0', '1-1.3'))).toEqual(['detached /dev/ttyACM0']);
  });
});

test('a source that fails keeps its ports, and is told once', async () => {
  let fails = false;
  const source: PortSource = {
    name: 'serial ports',
    list: async () => {
      if (fails) throw new Error('udevadm exited');
      return [acm0];
    },
  };
  const scanner = createScanner({ sources: [source], slots: [], clock: systemClock, graceMs: 0 });
  await scanner.refresh();
  fails = true;
  const told: string[] = [];
  scanner.onEvent((event) => told.push(words(event)));
  await scanner.refresh();
  await scanner.refresh();
  expect(told).toEqual(['serial ports failed: udevadm exited']);
  expect(scanner.list().length).toBe(1);
});

test('a hint wakes it long before its next look, and closing ends it', async () => {
  let listed: PortInfo[] = [];
  let hint: () => void = () => undefined;
  const source: PortSource = {
    name: 'bench',
    list: async () => listed,
    watch: async (onHint) => {
      hint = onHint;
      return () => undefined;
    },
  };
  await using scanner = createScanner({ sources: [source], slots: [], clock: systemClock, pollIntervalMs: 60_000 });
  const attached = new Promise<string>((resolve) => scanner.onEvent((event) => resolve(words(event))));
  await scanner.start();
  listed = [acm0];
  hint();
  expect(await attached).toBe('attached /dev/ttyACM0');
});

describe('slots', () => {
  const slots: Slot[] = [
    { name: '1', match: '1-1.4' },
    { name: '2', match: '/dev/ttyS0' },
    { name: '3', match: 'virtual:03' },
  ];
  test.each([
    ['by topology', acm0, '1'],
    ['by path', { id: 'serial:/dev/ttyS0', kind: 'serial', path: '/dev/ttyS0' }, '2'],
    ['by id', { id: 'virtual:03', kind: 'virtual', path: 'bench 3' }, '3'],
    ['none', usbPort('/dev/ttyUSB7', '1-9'), null],
  ] as const)('%s', (_title, port, slot) => expect(setUp(slots).scanner.slotOf(port)).toBe(slot));

  test('without slots every port is ours', () => setUp().scanner.assertOurs(acm0));
  test('a port is found again by its place', async () => {
    const { scanner, look } = setUp();
    const acm3 = usbPort('/dev/ttyACM3', '1-1.4');
    await look(0, acm3);
    expect(await scanner.locate(acm0)).toEqual(acm3);
    expect(await scanner.locate(usbPort('/dev/ttyACM3', '1-2'))).toBeUndefined();
  });
  provokes('port/foreign', 'a port that is in no slot of a station with slots', () =>
    setUp(slots).scanner.assertOurs(usbPort('/dev/ttyUSB7', '1-9')),
  );
});
