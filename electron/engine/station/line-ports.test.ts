import { describe, expect, onTestFinished, test } from 'vitest';
import type { PortInfo, Slot } from '../../contract/device.ts';
import { createScanner } from '../transport/scanner.ts';
import { systemClock } from '../util/clock.ts';
import { followPorts } from './line-ports.ts';

const port = (name: string, more: Partial<PortInfo> = {}): PortInfo => ({
  id: `serial:${name}`,
  kind: 'serial',
  path: name,
  topology: '1-1.4',
  usbVendorId: 0x303a,
  usbProductId: 0x1001,
  ...more,
});
const withSerial = (usbSerialNumber: string, name = '/dev/ttyACM0') => port(name, { usbSerialNumber });
const mapped: Slot[] = [{ name: '01', match: '1-1.4' }];

/** A bench whose ports and time the test sets; told is what the line hears. */
async function setUp(slots: readonly Slot[] = mapped) {
  let listed: readonly PortInfo[] = [];
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs, sleep: systemClock.sleep };
  const scanner = createScanner({
    sources: [{ name: 'bench', list: async () => listed }],
    slots,
    clock,
    graceMs: 2_000,
  });
  const told: string[] = [];
  const ports = followPorts({
    scanner,
    hasSlots: () => slots.length > 0,
    onPlugged: ({ slot, isMapped }) => told.push(`plugged ${slot}${isMapped ? '' : ' (not a slot)'}`),
    onPulled: (slot) => told.push(`pulled ${slot}`),
    onReset: ({ slot, port: now }) => told.push(`reset ${slot} as ${now.path}`),
  });
  onTestFinished(ports.close);
  const look = async (atMs: number, ...now: PortInfo[]) => {
    listed = now;
    nowMs = atMs;
    await scanner.refresh();
    return told.splice(0);
  };
  return { look };
}

describe('a unit behind an adapter without a serial number', () => {
  test('is pulled out as soon as its port is gone, and any return is another insertion', async () => {
    const { look } = await setUp();
    expect(await look(0, port('/dev/ttyUSB0'))).toEqual(['plugged 01']);
    expect(await look(100)).toEqual(['pulled 01']);
    expect(await look(600, port('/dev/ttyUSB0'))).toEqual(['plugged 01']);
  });
});

describe('a unit whose port has a serial number', () => {
  test('may be gone for the time of a reset', async () => {
    const { look } = await setUp();
    await look(0, withSerial('A'));
    expect(await look(100)).toEqual([]);
    expect(await look(900, withSerial('A', '/dev/ttyACM1'))).toEqual(['reset 01 as /dev/ttyACM1']);
  });

  test('is pulled out when it does not come back', async () => {
    const { look } = await setUp();
    await look(0, withSerial('A'));
    await look(100);
    expect(await look(2_200)).toEqual(['pulled 01']);
  });

  test('was exchanged when another number comes back', async () => {
    const { look } = await setUp();
    await look(0, withSerial('A'));
    await look(100);
    expect(await look(500, withSerial('B'))).toEqual(['pulled 01', 'plugged 01']);
  });
});

describe('a port in no slot', () => {
  test('is nothing to a station that has slots', async () => {
    const { look } = await setUp();
    expect(await look(0, port('/dev/ttyUSB7', { topology: '1-2' }))).toEqual([]);
  });

  test('is shown where there are no slots, unless it is built in', async () => {
    const { look } = await setUp([]);
    const builtIn: PortInfo = { id: 'serial:/dev/ttyS0', kind: 'serial', path: '/dev/ttyS0' };
    expect(await look(0, port('/dev/ttyUSB0'), builtIn)).toEqual(['plugged serial:/dev/ttyUSB0 (not a slot)']);
  });
});
