// Files that come into a station in pieces, over every wire. A hostile bundle is refused for its own reason, and nothing
// of it is left. Start reading at `hostile`.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ErrorCode, toSlipwayError } from '../../electron/contract/errors.ts';
import { openLibraryStation } from '../support/library-station.ts';
import { caught } from '../support/provoke.ts';
import { rawZip } from '../support/raw-zip.ts';
import { sendFile } from '../support/send-file.ts';
import { createBundleBench, signedEntries, smallRecipe, trustKey } from '../support/signed-bundle.ts';
import { wires } from './contract-wires.ts';

const bench = createBundleBench();
afterAll(() => bench[Symbol.dispose]());

const codeOf = async (act: () => unknown): Promise<ErrorCode> => toSlipwayError(await caught(act)).code;

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
    await trustKey(opened.client, await bench.key('release'));
    const { client, filesIn } = opened;
    const app = Buffer.alloc(1_300_000, 'firmware of some length ');
    const file = await bench.bundle({ app });
    const uploadId = await sendFile(client, 'widget.slipway', readFileSync(file));
    const summary = await client.recipes.import({ uploadId });
    expect(summary).toMatchObject({ product: 'widget', version: '1.2.0', isSigned: true, chip: 'esp32c3' });
    expect(summary.images[0]?.sizeBytes).toBe(app.length);
    expect(await client.recipes.shelf()).toEqual([{ kind: 'usable', reference: 'widget@1.2.0', summary }]);
    expect(filesIn('uploads')).toEqual([]);
    expect((await client.recipes.source({ bundle: 'widget@1.2.0' })).text).toBe(smallRecipe());
  });

  test.each(hostile)('%s is refused, by name, and nothing of it stays', async (_title, code, make) => {
    const opened = await open();
    await trustKey(opened.client, await bench.key('release'));
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

  test('names of bundles, drafts and files arrive as they are, whatever a URL makes of them', async () => {
    const { client } = await open();
    await trustKey(client, await bench.key('release'));
    const recipe = Buffer.from(smallRecipe().replace('app.bin', 'images/v1/app.bin'));
    const bytes = await signed({ 'recipe.yaml': recipe, 'images/v1/app.bin': Buffer.alloc(100, 1) });
    await client.recipes.import({ uploadId: await sendFile(client, 'widget.slipway', bytes) });
    await client.drafts.create({ name: 'my-widget', from: { bundle: 'widget@1.2.0' } });
    const { files } = await client.drafts.read({ name: 'my-widget' });
    expect(files).toEqual([{ name: 'images/v1/app.bin', sizeBytes: 100 }]);
    const { problems } = await client.drafts.removeFile({ name: 'my-widget', file: 'images/v1/app.bin' });
    expect(problems).toMatchObject([{ code: 'recipe/missing-file', path: 'images.0.file' }]);
    const uploadId = await sendFile(client, 'pool 1 + 2 (50 %).csv', Buffer.from('serial\nA1\n'));
    expect((await client.drafts.addFile({ name: 'my-widget', uploadId })).files).toHaveLength(1);
    await client.drafts.removeFile({ name: 'my-widget', file: 'pool 1 + 2 (50 %).csv' });
    await client.recipes.remove({ reference: 'widget@1.2.0' });
    await client.drafts.remove({ name: 'my-widget' });
    expect([await client.recipes.shelf(), await client.drafts.list()]).toEqual([[], []]);
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
});
