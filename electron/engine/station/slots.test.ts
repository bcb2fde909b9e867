import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { openStationSettings } from './slots.ts';

const slots = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `S${index}`, match: `1-${index}` }));
const openIn = (dir: string) =>
  openStationSettings({ filePath: path.join(dir, 'station.json'), bench: undefined, defaultName: undefined });

test('as many slots as are taken can be read again', async () => {
  const dir = useTempDir();
  await (await openIn(dir)).setSlots(slots(256));
  expect((await openIn(dir)).slots()).toHaveLength(256);
});

provokes('wire/invalid-input', 'more slots than the station could read again', async () => {
  const settings = await openIn(useTempDir());
  await settings.setSlots(slots(257)).finally(() => expect(settings.slots()).toHaveLength(0));
});

test('slots and name that could not be kept do not hold', async () => {
  const dir = path.join(useTempDir(), 'station');
  const settings = await openIn(dir);
  await writeFile(dir, 'a file where the folder should be');
  await expect(settings.setSlots(slots(1))).rejects.toThrow();
  await expect(settings.name.write('Line 3')).rejects.toThrow();
  expect(settings.slots()).toHaveLength(0);
  expect(settings.name.read()).not.toBe('Line 3');
});
