// Rehearsals: a recipe on a virtual unit of a station that exists only for it, over every wire. Nothing of one is in the
// records of the real station, and nothing is left on its disk. Start reading at the first `describe`.
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { type ErrorCode, toSlipwayError } from '../../electron/contract/errors.ts';
import type { RehearsalEvent } from '../../electron/contract/library.ts';
import { openLibraryStation } from '../support/library-station.ts';
import { caught } from '../support/provoke.ts';
import { wires } from './contract-wires.ts';

const codeOf = async (act: () => unknown): Promise<ErrorCode> => toSlipwayError(await caught(act)).code;

interface Rehearsed {
  readonly ended: Extract<RehearsalEvent, { kind: 'ended' }>;
  readonly kinds: readonly string[];
  readonly steps: readonly string[];
}

async function rehearse(
  client: SlipwayClient,
  request: Partial<Parameters<SlipwayClient['recipes']['rehearse']>[0]> = {},
): Promise<Rehearsed> {
  const kinds = new Set<string>();
  const steps: string[] = [];
  for await (const event of await client.recipes.rehearse({ source: { draft: 'sensor' }, ...request })) {
    if (event.kind === 'ended') return { ended: event, kinds: [...kinds].sort(), steps };
    kinds.add(event.event.kind);
    if (event.event.kind === 'journal' && event.event.event.body.kind === 'step.started')
      steps.push(event.event.event.body.step);
  }
  throw new Error('The rehearsal did not say how it ended.');
}

describe.each(wires)('over $name, a rehearsal', (kind) => {
  async function open() {
    const opened = await openLibraryStation();
    const wire = await kind.open(opened.station);
    const connection = wire.connect();
    onTestFinished(async () => {
      await connection.close();
      await wire[Symbol.asyncDispose]();
    });
    return { ...opened, client: connection.client };
  }

  test('passes on a good unit, and leaves no trace in the records', async () => {
    const { client, filesIn } = await open();
    await client.drafts.create({ name: 'sensor', from: { example: 'acme-sensor' } });
    const before = await client.station.info();
    const { ended, kinds, steps } = await rehearse(client);
    expect(ended).toMatchObject({ outcome: 'PASS', error: null });
    expect(ended.console).toContain('slipway: up');
    expect(ended.durationMs).toBeGreaterThan(0);
    expect(steps).toEqual(['identify', 'reserve', 'write', 'verify', 'personalise', 'boot', 'enroll']);
    expect(kinds).toEqual(['journal', 'progress']);
    expect(await client.station.info()).toEqual(before);
    expect((await client.units.search({})).rows).toEqual([]);
    expect((await client.runs.list({})).rows).toEqual([]);
    expect(await client.fleets.list()).toEqual([]);
    expect((await client.keys.get()).authorities).toEqual([]);
    // The last word comes before the clearing up.
    await vi.waitFor(() => expect(filesIn('rehearsals')).toEqual([]), { timeout: 10_000 });
  });

  test('that is stopped in the middle of writing is cleared away', async () => {
    const { client, filesIn } = await open();
    await client.drafts.create({ name: 'sensor', from: { example: 'acme-sensor' } });
    const stopping = new AbortController();
    const seen: string[] = [];
    const stream = await client.recipes.rehearse({ source: { draft: 'sensor' } }, { signal: stopping.signal });
    await caught(async () => {
      for await (const event of stream) {
        seen.push(event.kind);
        if (event.kind === 'event' && event.event.kind === 'progress' && event.event.progress.step === 'write')
          stopping.abort();
      }
    });
    expect(seen).not.toContain('ended');
    await vi.waitFor(() => expect(filesIn('rehearsals')).toEqual([]), { timeout: 10_000 });
    // And the next one is not in its way.
    await client.drafts.remove({ name: 'sensor' });
  });
});

describe('a rehearsal', () => {
  const withSensor = async (edit: (text: string) => string = (text) => text) => {
    const opened = await openLibraryStation();
    const { text } = await opened.client.drafts.create({ name: 'sensor', from: { example: 'acme-sensor' } });
    await opened.client.drafts.write({ name: 'sensor', text: edit(text) });
    return opened;
  };

  test('fails as the unit would that does not boot', async () => {
    const { client } = await withSensor();
    const { ended, steps } = await rehearse(client, { temper: 'wont-boot' });
    expect(ended).toMatchObject({ outcome: 'FAIL', error: { code: 'boot/failed' } });
    expect(steps.at(-1)).toBe('boot');
    expect(ended.console.length).toBeGreaterThan(20);
  });

  test('has the CA and the fleet that the recipe names, whatever the real station has', async () => {
    const { client } = await withSensor((text) =>
      text.replace('validity: 10y', 'validity: 10y\n    issuer: plant-7').replace('fleet: demo', 'fleet: hosted-eu'),
    );
    expect((await rehearse(client)).ended).toMatchObject({ outcome: 'PASS', error: null });
  });

  test('asks for what the run would ask for: a scanned label, a value without default', async () => {
    const { client } = await withSensor((text) =>
      text
        .replace(/scheme: .*/, () => "scan: '^AC-[0-9]{4}$'")
        .replace('    value: mqtts://broker.acme.example:8883\n', ''),
    );
    expect(await codeOf(() => rehearse(client))).toBe('recipe/config-invalid');
    const config = { server: 'mqtts://broker.example' };
    expect((await rehearse(client, { config })).ended).toMatchObject({ error: { code: 'identity/serial-needed' } });
    expect((await rehearse(client, { config, scannedSerial: 'AC-0007' })).ended).toMatchObject({ outcome: 'PASS' });
  });

  test('is refused before it begins for a recipe with problems, an unknown temper, a draft that is not there', async () => {
    const { client, filesIn } = await withSensor((text) => text.replace('chip: esp32c3', 'chip: z80'));
    expect(await codeOf(() => rehearse(client))).toBe('recipe/wrong-type');
    expect(await codeOf(() => rehearse(client, { source: { draft: 'nothing' } }))).toBe('recipe/unreadable');
    await client.drafts.create({ name: 'good', from: { example: 'acme-sensor' } });
    expect(await codeOf(() => rehearse(client, { source: { draft: 'good' }, temper: 'lazy' }))).toBe(
      'wire/invalid-input',
    );
    expect(filesIn('rehearsals')).toEqual([]);
  });

  test('is over at once when the station closes, read or not', async () => {
    const { client, station, filesIn } = await withSensor();
    const unread = await client.recipes.rehearse({ source: { draft: 'sensor' } });
    await unread.next();
    const read = rehearse(client).catch(() => undefined);
    await vi.waitFor(() => expect(filesIn('rehearsals')).toHaveLength(2), { timeout: 10_000 });
    await station.close();
    expect(filesIn('rehearsals')).toEqual([]);
    await read;
  });

  test('is one of four at most', async () => {
    const { client } = await withSensor();
    const four = await Promise.all([1, 2, 3, 4].map(() => client.recipes.rehearse({ source: { draft: 'sensor' } })));
    await Promise.all(four.map((stream) => stream.next()));
    expect(await codeOf(() => rehearse(client))).toBe('job/slot-busy');
    await Promise.all(four.map((stream) => stream.return?.()));
    await vi.waitFor(async () => expect((await rehearse(client)).ended.outcome).toBe('PASS'), { timeout: 20_000 });
  });
});
