// What people type to find a unit: the label's first or last characters, a MAC with or without separators; across a restart.
// And what its record shows is named in every language of the window.
import { expect, test } from 'vitest';
import { evidenceNames } from '../../electron/contract/evidence.ts';
import { openMainJob } from '../support/main-job-station.ts';

const signal = () => AbortSignal.timeout(30_000);

test('a unit is found by the last digits on its label and by the end of its MAC, and by nothing shorter than three', async () => {
  const { provision, unitOf, station } = await openMainJob({ tempers: ['good', 'good'] });
  // One after the other: the numbers of the bench's MACs and of the serials end alike, so their order is the same.
  const unit = await unitOf(await provision('01'));
  const other = await unitOf(await provision('02'));
  const found = async (text: string) => {
    const { rows } = await station.units.search({ text, limit: 10 }, { signal: signal() });
    return rows.map(({ unitId }) => unitId).toSorted();
  };
  const serial = unit.serial ?? '';
  const mac = unit.mac ?? '';
  expect(serial.slice(-5)).toMatch(/^\d{5}$/);
  for (const text of [
    serial,
    serial.slice(-5),
    serial.slice(-6).toLowerCase(),
    mac.slice(-8),
    mac.slice(-8).replaceAll(':', ''),
  ])
    expect(await found(text), text).toEqual([unit.unitId]);
  // Both begin so; no name ends so.
  expect(await found(serial.slice(0, 5))).toEqual([unit.unitId, other.unitId].toSorted());
  // Two characters could be the end of anybody; a key may begin with them, which is another way to be found.
  const byKey = [unit, other].filter(({ keyFingerprint }) => keyFingerprint?.startsWith(serial.slice(-2)));
  expect(await found(serial.slice(-2))).toEqual(byKey.map(({ unitId }) => unitId).toSorted());
  const count = await station.units.count({ text: serial.slice(-5), atMost: 100 }, { signal: signal() });
  expect(count).toEqual({ count: 1, isExact: true });
});

test('everything that a run shows as evidence, and every context of its errors, has a name in the contract', async () => {
  const { provision, station } = await openMainJob({ tempers: ['good', 'bad-flash', 'unplug@20000'] });
  const known = new Set<string>(evidenceNames);
  const namesIn = (value: unknown): string[] =>
    Array.isArray(value)
      ? value.flatMap(namesIn)
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
        : [];
  const seen = new Set<string>();
  for (const { run, steps, error } of await Promise.all(['01', '02', '03'].map(provision))) {
    for (const step of steps) for (const name of namesIn(step.evidence)) seen.add(name);
    for (const name of Object.keys(error?.context ?? {})) seen.add(name);
    if (run.unitId === null) continue;
    const { hardware } = await station.units.get({ unitId: run.unitId }, { signal: signal() });
    for (const name of Object.keys(hardware.details)) seen.add(name);
  }
  expect(seen.size).toBeGreaterThan(25);
  expect([...seen].filter((name) => !known.has(name))).toEqual([]);
});
