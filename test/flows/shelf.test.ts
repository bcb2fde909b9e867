// The shelf of bundles, what becomes of them, and whom the station trusts, as a person manages them over the contract.
// Start reading at the first `describe`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type ErrorCode, toSlipwayError } from '../../electron/contract/errors.ts';
import { openLibraryStation } from '../support/library-station.ts';
import { caught, provokes } from '../support/provoke.ts';
import { sendFile } from '../support/send-file.ts';
import { createBundleBench, nowMs, smallRecipe, trustKey } from '../support/signed-bundle.ts';

const bench = createBundleBench();
afterAll(() => bench[Symbol.dispose]());

const codeOf = async (act: () => unknown): Promise<ErrorCode> => toSlipwayError(await caught(act)).code;

describe('the shelf', () => {
  async function withBundle() {
    const opened = await openLibraryStation();
    await trustKey(opened.client, await bench.key('release'));
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
    const pem = readFileSync(bench.inFolder('release.key.pub'), 'utf8');
    expect(await client.trust.inspect({ publicKey: pem })).toEqual({ keyId: release.keyId, isTrusted: true });
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
