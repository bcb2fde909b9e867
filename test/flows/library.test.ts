// What comes into a station from outside, over every wire: bundles in pieces, and rehearsals of what is written here.
// A hostile file is refused for its own reason, and nothing of it is left. Start reading at the first `describe`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { type ErrorCode, toSlipwayError } from '../../electron/contract/errors.ts';
import type { RehearsalEvent } from '../../electron/contract/library.ts';
import { type LibraryStation, openLibraryStation } from '../support/library-station.ts';
import { caught, provokes } from '../support/provoke.ts';
import { rawZip } from '../support/raw-zip.ts';
import { sendFile } from '../support/send-file.ts';
import { createBundleBench, nowMs, signedEntries, smallRecipe } from '../support/signed-bundle.ts';
import { wires } from './contract-wires.ts';

const bench = createBundleBench();
afterAll(() => bench[Symbol.dispose]());

const codeOf = async (act: () => unknown): Promise<ErrorCode> => toSlipwayError(await caught(act)).code;

/** Trusts the key "release" over the contract, as a person does who has its .pub file. */
async function trustRelease({ client }: LibraryStation): Promise<void> {
  await bench.key('release');
  const publicKey = readFileSync(bench.inFolder('release.key.pub'), 'utf8');
  await client.trust.add({ publicKey, name: 'Release engineering' });
}

const content = { 'recipe.yaml': Buffer.from(smallRecipe()), 'app.bin': Buffer.alloc(100, 1) };
const signed = async (files: Record<string, Uint8Array>, listed: Record<string, Uint8Array> = files) =>
  rawZip(await signedEntries(files, [await bench.key('release')], listed));

/** Files that somebody may drop into the window, with the reason for which each is refused. */
const hostile: readonly [string, ErrorCode, () => Promise<Uint8Array>][] = [
  ['a photo of a kitten', 'bundle/not-a-bundle', async () => Buffer.from('\xff\xd8\xff\xe0 meow', 'latin1')],
  ['nothing at all', 'bundle/truncated', async () => new Uint8Array()],
  ['half a bundle', 'bundle/truncated', async () => (await signed(content)).subarray(0, 300)],
  [
    'a bundle that a stranger signed',
    'bundle/untrusted-signer',
    async () => rawZip(await signedEntries(content, [await bench.key('stranger')])),
  ],
  ['a bundle that nobody signed', 'bundle/unsigned', async () => rawZip(await signedEntries(content, []))],
  [
    'firmware that was changed after signing',
    'bundle/altered',
    () => signed({ ...content, 'app.bin': Buffer.alloc(100, 2) }, content),
  ],
  ['a passenger', 'bundle/altered', () => signed({ ...content, 'extra.sh': Buffer.from('#!') }, content)],
  ['a path that climbs out', 'bundle/unsafe-path', () => signed({ ...content, '../../../cron.d/x': Buffer.from('*') })],
  [
    'a bomb',
    'bundle/too-large',
    async () =>
      rawZip([
        ...(await signedEntries(content, [await bench.key('release')])),
        { name: 'zeros.bin', data: Buffer.alloc(64 * 1024 * 1024), deflate: true },
      ]),
  ],
  [
    'a recipe with a misspelt key',
    'recipe/unknown-key',
    () => signed({ ...content, 'recipe.yaml': Buffer.from(smallRecipe().replace('title', 'titel')) }),
  ],
  [
    'a recipe of another product than the manifest',
    'bundle/not-a-bundle',
    () => signed({ ...content, 'recipe.yaml': Buffer.from(smallRecipe('gadget')) }),
  ],
];

describe.each(wires)('files over $name', (kind) => {
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

  test('a bundle larger than any message comes in whole, and is on the shelf', async () => {
    const opened = await open();
    await trustRelease(opened);
    const { client, filesIn } = opened;
    const app = Buffer.alloc(1_300_000, 'firmware of some length ');
    const file = await bench.bundle({ app });
    const uploadId = await sendFile(client, 'widget.slipway', await asStored(file));
    const summary = await client.recipes.import({ uploadId });
    expect(summary).toMatchObject({ product: 'widget', version: '1.2.0', isSigned: true, chip: 'esp32c3' });
    expect(summary.images[0]?.sizeBytes).toBe(app.length);
    expect(await client.recipes.shelf()).toEqual([{ kind: 'usable', reference: 'widget@1.2.0', summary }]);
    expect(filesIn('uploads')).toEqual([]);
    expect((await client.recipes.source({ bundle: 'widget@1.2.0' })).text).toBe(smallRecipe());
  });

  test.each(hostile)('%s is refused, by name, and nothing of it stays', async (_title, code, make) => {
    const opened = await open();
    await trustRelease(opened);
    const { client, filesIn } = opened;
    const before = (await client.station.info()).lastSeq;
    const uploadId = await sendFile(client, '..\\evil/gift.slipway', await make());
    const error = toSlipwayError(await caught(() => client.recipes.import({ uploadId })));
    expect(error.code, error.message).toBe(code);
    expect(error.message).not.toContain(path.join(opened.dataDir, 'uploads'));
    if (code.startsWith('bundle/')) expect(error.message).toContain('gift.slipway');
    expect(filesIn('uploads')).toEqual([]);
    expect(filesIn('library')).toEqual([]);
    expect(await client.recipes.shelf()).toEqual([]);
    expect((await client.station.info()).lastSeq).toBe(before);
    expect(await codeOf(() => client.recipes.import({ uploadId }))).toBe('job/not-found');
  });

  test('a piece out of place is refused, and the file still comes in', async () => {
    const { client } = await open();
    const { uploadId } = await client.uploads.begin({ fileName: 'a', sizeBytes: 4 });
    const data = Buffer.from('ab').toString('base64');
    expect(await codeOf(() => client.uploads.append({ uploadId, offset: 2, data }))).toBe('wire/invalid-input');
    expect(await codeOf(() => client.uploads.append({ uploadId, offset: 0, data: '%%%' }))).toBe('wire/invalid-input');
    await client.uploads.append({ uploadId, offset: 0, data });
    expect(await client.uploads.append({ uploadId, offset: 2, data })).toEqual({ receivedBytes: 4 });
    await client.uploads.discard({ uploadId });
    expect(await codeOf(() => client.uploads.append({ uploadId, offset: 4, data }))).toBe('job/not-found');
  });

  test('a rehearsal passes on a good unit, and leaves no trace in the records', async () => {
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

  test('a rehearsal that is stopped in the middle of writing is cleared away', async () => {
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

/** Bytes of a bundle as a person has it on disk. */
const asStored = async (file: string): Promise<Uint8Array> => readFileSync(file);

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

describe('the shelf', () => {
  async function withBundle() {
    const opened = await openLibraryStation();
    await trustRelease(opened);
    const file = await bench.bundle();
    const uploadId = await sendFile(opened.client, 'widget.slipway', readFileSync(file));
    await opened.client.recipes.import({ uploadId });
    return opened;
  }

  test('shows what is refused with its reason, and takes it away', async () => {
    const { client, dataDir, filesIn } = await withBundle();
    const [folder] = filesIn('library/widget');
    writeFileSync(path.join(dataDir, 'library/widget', folder ?? '', 'app.bin'), 'something else');
    const [place] = await client.recipes.shelf();
    expect(place).toMatchObject({ kind: 'refused', reference: 'widget@1.2.0', error: { code: 'bundle/altered' } });
    expect(await client.recipes.list()).toEqual([]);
    await client.recipes.remove({ reference: 'widget@1.2.0' });
    expect(await client.recipes.shelf()).toEqual([]);
    expect(filesIn('library/widget')).toEqual([]);
    expect(await codeOf(() => client.recipes.remove({ reference: 'widget@1.2.0' }))).toBe('bundle/unreadable');
  });

  test.each(['../..', 'widget', '/etc', 'widget@1.2.0/..', '', '.incoming-x'])(
    'removes nothing by the reference %j',
    async (reference) => {
      const { client, dataDir } = await withBundle();
      mkdirSync(path.join(dataDir, 'library', '.incoming-x'));
      expect(await codeOf(() => client.recipes.remove({ reference }))).toBe('bundle/unreadable');
      expect(await client.recipes.shelf()).toHaveLength(1);
    },
  );

  test('becomes a draft that is the same, and that is nobody’s bundle any more', async () => {
    const { client } = await withBundle();
    const detail = await client.drafts.create({ name: 'widget', from: { bundle: 'widget@1.2.0' } });
    expect(detail.text).toBe(smallRecipe());
    expect(detail.files).toEqual([{ name: 'app.bin', sizeBytes: 5000 }]);
    expect(await client.recipes.check({ draft: 'widget' })).toMatchObject({ isSigned: false, signers: [] });
    expect((await client.recipes.source({ draft: 'widget' })).fileName).toBe('widget.yaml');
  });

  test('gives no draft of a bundle that is refused', async () => {
    const { client, dataDir, filesIn } = await withBundle();
    const [folder] = filesIn('library/widget');
    writeFileSync(path.join(dataDir, 'library/widget', folder ?? '', 'app.bin'), 'something else');
    const create = () => client.drafts.create({ name: 'widget', from: { bundle: 'widget@1.2.0' } });
    expect(await codeOf(create)).toBe('bundle/altered');
    expect(await client.drafts.list()).toEqual([]);
    expect(filesIn('drafts')).toEqual([]);
  });

  provokes('recipe/in-use', 'a draft that the line works with', async () => {
    const { client } = await openLibraryStation({ hasExample: true });
    await vi.waitFor(async () => expect(await client.drafts.list()).toHaveLength(1), { timeout: 10_000 });
    await client.line.setup({ source: { draft: 'acme-sensor' }, operator: 'Ada', order: null, autoStart: false });
    await client.drafts.remove({ name: 'acme-sensor' }).catch((thrown: unknown) => {
      throw toSlipwayError(thrown);
    });
  });

  test('keeps what a run or the line works with, and lets it go afterwards', async () => {
    const { client } = await openLibraryStation({ hasExample: true });
    await vi.waitFor(async () => expect(await client.drafts.list()).toHaveLength(1), { timeout: 10_000 });
    const { runId } = await client.runs.start({ target: '01', source: { draft: 'acme-sensor' }, operator: 'Ada' });
    expect(await codeOf(() => client.drafts.remove({ name: 'acme-sensor' }))).toBe('recipe/in-use');
    expect(await client.runs.wait({ runId })).toMatchObject({ outcome: 'PASS' });
    await vi.waitFor(() => client.drafts.remove({ name: 'acme-sensor' }), { timeout: 5_000 });
    expect(await client.drafts.list()).toEqual([]);
  });

  test('of a bundle that the line works with is kept, however the line calls it', async () => {
    const { client } = await withBundle();
    await client.line.setup({ source: { bundle: 'widget@1.2.0' }, operator: 'Ada', order: null, autoStart: false });
    expect(await codeOf(() => client.recipes.remove({ reference: 'widget@1.2.0' }))).toBe('recipe/in-use');
    await client.line.clear();
    await client.recipes.remove({ reference: 'widget@1.2.0' });
  });
});

describe('whom the station trusts', () => {
  test('decides what it accepts, at once and both ways', async () => {
    const { client, station } = await openLibraryStation();
    const topics: string[] = [];
    const events = await station.events.stream({ progress: false }, { signal: AbortSignal.timeout(20_000) });
    void (async () => {
      for await (const event of events) if (event.kind === 'changed') topics.push(event.topic);
    })();
    const release = await bench.key('release');
    const quality = await bench.key('quality');
    const file = await bench.bundle({ signers: [release] });
    const both = await bench.bundle({ signers: [release, quality], version: '1.3.0' });
    const importing = (path_: string) => codeOf(() => client.recipes.import({ path: path_ }));
    expect(await importing(file)).toBe('bundle/untrusted-signer');

    const publicKey = Buffer.from(release.publicKey).toString('base64');
    expect(await client.trust.inspect({ publicKey })).toEqual({ keyId: release.keyId, isTrusted: false });
    await client.trust.add({ publicKey, name: 'Release' });
    expect(await client.trust.inspect({ publicKey })).toEqual({ keyId: release.keyId, isTrusted: true });
    await client.recipes.import({ path: file });

    await client.trust.setThreshold({ threshold: 2 });
    expect(await client.recipes.shelf()).toMatchObject([
      { kind: 'refused', error: { code: 'bundle/threshold-not-met' } },
    ]);
    await client.trust.add({ publicKey: Buffer.from(quality.publicKey).toString('hex'), name: 'Quality' });
    expect(await importing(file)).toBe('bundle/threshold-not-met');
    await client.recipes.import({ path: both });

    await client.trust.remove({ keyId: quality.keyId });
    expect(await client.recipes.shelf()).toMatchObject([{ kind: 'refused' }, { kind: 'refused' }]);
    await client.trust.setThreshold({ threshold: 1 });
    expect(await client.trust.get()).toMatchObject({ threshold: 1, keys: [{ keyId: release.keyId, name: 'Release' }] });
    await vi.waitFor(() => expect(new Set(topics)).toEqual(new Set(['trust', 'library'])));
  });

  test('knows the time for which a key is valid', async () => {
    const { client } = await openLibraryStation();
    const { publicKey } = await bench.key('release');
    const text = Buffer.from(publicKey).toString('base64');
    await client.trust.add({ publicKey: text, name: 'Old', notAfterMs: nowMs - 1 });
    expect(await codeOf(async () => client.recipes.import({ path: await bench.bundle() }))).toBe('bundle/expired');
  });

  test.each([
    ['a private key', () => readFileSync(bench.inFolder('release.key'), 'utf8')],
    ['a point that anybody can sign with', () => '01'.padEnd(64, '0')],
    ['32 bytes that are no point', () => 'ff'.repeat(32)],
    ['a letter', () => 'Dear station, please trust me from now on.'],
  ])('is not changed by %s', async (_title, make) => {
    await bench.key('release');
    const { client } = await openLibraryStation();
    for (const act of [
      () => client.trust.add({ publicKey: make(), name: 'x' }),
      () => client.trust.inspect({ publicKey: make() }),
    ])
      expect(await codeOf(act)).toBe('wire/invalid-input');
    expect((await client.trust.get()).keys).toEqual([]);
  });

  test('loses no key when several are added at once', async () => {
    const { client } = await openLibraryStation();
    const keys = await Promise.all(['one', 'two', 'three', 'four'].map((name) => bench.key(name)));
    await Promise.all(
      keys.map(({ publicKey }, index) =>
        client.trust.add({ publicKey: Buffer.from(publicKey).toString('base64'), name: `${index}` }),
      ),
    );
    expect((await client.trust.get()).keys).toHaveLength(4);
  });
});
