import { expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { createLeases } from './lease.ts';

test('a lease is given back once, and by nobody else', async () => {
  const leases = createLeases();
  const heard: string[] = [];
  leases.onChange((portId) => heard.push(portId));
  const first = leases.acquire('serial:/dev/ttyUSB0', 'run A');
  expect(leases.heldBy('serial:/dev/ttyUSB0')).toBe('run A');
  first.release();
  {
    await using _second = leases.acquire('serial:/dev/ttyUSB0', 'run B');
    first.release();
    expect(leases.heldBy('serial:/dev/ttyUSB0')).toBe('run B');
  }
  expect(leases.heldBy('serial:/dev/ttyUSB0')).toBeUndefined();
  expect(heard.length).toBe(4);
});

provokes(
  'port/busy',
  'two runs want one port',
  () => {
    const leases = createLeases();
    leases.acquire('virtual:01', 'run 7 on slot 1');
    leases.acquire('virtual:01', 'run 8');
  },
  (error) => expect(error.message).toContain('run 7 on slot 1'),
);
