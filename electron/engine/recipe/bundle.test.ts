import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { rawZip } from '../../../test/support/raw-zip.ts';
import { createBundleBench, judge, nowMs, signedEntries, smallRecipe } from '../../../test/support/signed-bundle.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { inspectBundle, openBundle, verifyBundle } from './bundle.ts';
import { preAuthenticationEncoding, tryParseEnvelope } from './dsse.ts';
import { manifestPayloadType } from './manifest.ts';
import { compareVersions } from './semver.ts';

const bench = createBundleBench();
afterAll(() => bench[Symbol.dispose]());
const day = 86_400_000;

const trusting = async (...names: string[]) =>
  judge(await bench.trust(await Promise.all(names.map((name) => bench.key(name)))));

describe('a bundle', () => {
  test('verifies at a station that trusts its signer', async () => {
    const facts = await verifyBundle(await bench.bundle(), await trusting('release'));
    expect(facts).toMatchObject({ product: 'widget', version: '1.2.0', signers: [(await bench.key('release')).keyId] });
    expect(facts.files.map(({ path }) => path)).toEqual(['recipe.yaml', 'app.bin']);
    expect(facts.files[1]).toMatchObject({ sizeBytes: 5000 });
  });

  test('has the same bytes whenever it is made of the same content at the same time', async () => {
    const [one, other] = [await bench.bundle(), await bench.bundle()];
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
  });

  test('is looked into without judging its signer', async () => {
    const facts = await inspectBundle(await bench.bundle({ signers: [await bench.key('stranger')] }));
    expect(facts.signers).toEqual([(await bench.key('stranger')).keyId]);
  });

  test('is stored unpacked where it would look like a bomb', async () => {
    const file = await bench.bundle({ app: Buffer.alloc(40 * 1024 * 1024) });
    expect(statSync(file).size).toBeGreaterThan(40 * 1024 * 1024);
    await verifyBundle(file, await trusting('release'));
  });

  test('needs memory that does not grow with it', async () => {
    const file = await bench.bundle({ app: Buffer.alloc(40 * 1024 * 1024, 'x') });
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 2);
    await verifyBundle(file, await trusting('release'));
    clearInterval(timer);
    expect(most).toBeLessThan(24 * 1024 * 1024);
  });

  test('of several signers needs as many as the station wants, and more do no harm', async () => {
    const signers = [await bench.key('release'), await bench.key('quality'), await bench.key('stranger')];
    const file = await bench.bundle({ signers });
    const trust = await bench.trust(signers.slice(0, 2), 2);
    expect((await verifyBundle(file, judge(trust))).signers).toHaveLength(2);
  });

  test('of the same version and content may come again; a newer one too', async () => {
    const file = await bench.bundle();
    const { trust } = await trusting('release');
    const { manifestHash } = await inspectBundle(file);
    const deps = await trusting('release');
    await verifyBundle(file, { ...deps, trust, latest: () => ({ version: '1.2.0', manifestHash }) });
    await verifyBundle(file, { ...deps, trust, latest: () => ({ version: '1.2.0-rc.1', manifestHash: 'x' }) });
  });
});

describe('a bundle that is refused', () => {
  const verify = async (file: string, ...names: string[]) => verifyBundle(file, await trusting(...names));

  provokes('bundle/unreadable', 'there is none', () => verify(bench.inFolder('none.slipway'), 'release'));
  provokes('bundle/unreadable', 'it is a folder', () => verify(bench.folder, 'release'));
  provokes('bundle/not-a-bundle', 'a text file', () => {
    writeFileSync(bench.inFolder('text.slipway'), 'Dear station, please flash this.');
    return verify(bench.inFolder('text.slipway'), 'release');
  });
  provokes('bundle/not-a-bundle', 'any other archive', () => {
    writeFileSync(bench.inFolder('other.slipway'), rawZip([{ name: 'readme.txt', data: Buffer.from('hi') }]));
    return verify(bench.inFolder('other.slipway'), 'release');
  });
  provokes('bundle/unsigned', 'made without a key', () => bench.bundle({ signers: [] }));
  provokes('bundle/unsigned', 'an envelope without signatures', async () => {
    writeFileSync(bench.inFolder('u1.slipway'), rawZip(await signedEntries(content, [])));
    return verify(bench.inFolder('u1.slipway'), 'release');
  });
  provokes('bundle/unsigned', 'no envelope at all', async () => {
    const entries = await signedEntries(content, [await bench.key('release')]);
    writeFileSync(bench.inFolder('u2.slipway'), rawZip(entries.filter(({ name }) => name !== 'manifest.dsse.json')));
    return verify(bench.inFolder('u2.slipway'), 'release');
  });
  provokes('bundle/untrusted-signer', 'signed by a stranger', async () =>
    verify(await bench.bundle({ signers: [await bench.key('stranger')] }), 'release'),
  );
  provokes('bundle/untrusted-signer', 'at a station that trusts nobody', async () => verify(await bench.bundle()));
  provokes('bundle/signature-invalid', 'a stranger who calls himself by a trusted name', async () => {
    const [trusted, stranger] = [await bench.key('release'), await bench.key('stranger')];
    const liar = { keyId: trusted.keyId, sign: stranger.sign };
    return verify(await bench.bundle({ signers: [liar] }), 'release');
  });
  provokes('bundle/threshold-not-met', 'one signature where two are wanted', async () => {
    const keys = [await bench.key('release'), await bench.key('quality')];
    return verifyBundle(await bench.bundle(), judge(await bench.trust(keys, 2)));
  });
  provokes('bundle/threshold-not-met', 'one key that signed twice', async () => {
    const keys = [await bench.key('release'), await bench.key('quality')];
    const twice = [await bench.key('release'), await bench.key('release')];
    return verifyBundle(await bench.bundle({ signers: twice }), judge(await bench.trust(keys, 2)));
  });
  provokes('bundle/expired', 'the day after its last', async () =>
    verifyBundle(await bench.bundle({ expiresAtMs: nowMs - 1 }), await trusting('release')),
  );
  provokes('bundle/expired', 'a key that is no longer valid', async () => {
    const trust = await bench.trust([]);
    const { publicKey } = await bench.key('release');
    await trust.add({ publicKey, name: 'old', notBeforeMs: null, notAfterMs: nowMs - day });
    return verifyBundle(await bench.bundle(), judge(trust));
  });
  provokes('bundle/expired', 'a key that is not yet valid', async () => {
    const trust = await bench.trust([]);
    const { publicKey } = await bench.key('release');
    await trust.add({ publicKey, name: 'new', notBeforeMs: nowMs + day, notAfterMs: null });
    return verifyBundle(await bench.bundle(), judge(trust));
  });
  provokes('bundle/rolled-back', 'an older version', async () =>
    verifyBundle(await bench.bundle(), {
      ...(await trusting('release')),
      latest: () => ({ version: '1.10.0', manifestHash: 'x' }),
    }),
  );
  provokes('bundle/rolled-back', 'the same version with other content', async () =>
    verifyBundle(await bench.bundle(), {
      ...(await trusting('release')),
      latest: () => ({ version: '1.2.0', manifestHash: 'x' }),
    }),
  );

  const content = { 'recipe.yaml': Buffer.from(smallRecipe()), 'app.bin': Buffer.alloc(100, 1) };
  const hostile = async (name: string, files: Record<string, Uint8Array>, listed: Record<string, Uint8Array>) => {
    const file = bench.inFolder(`${name}.slipway`);
    writeFileSync(file, rawZip(await signedEntries(files, [await bench.key('release')], listed)));
    return verify(file, 'release');
  };
  provokes('bundle/altered', 'a file that is not listed', () =>
    hostile('a1', { ...content, 'extra.bin': Buffer.from('x') }, content),
  );
  provokes('bundle/altered', 'a listed file that is not there', () =>
    hostile('a2', content, { ...content, 'more.bin': Buffer.from('x') }),
  );
  provokes('bundle/altered', 'a file of another size', () =>
    hostile('a3', { ...content, 'app.bin': Buffer.alloc(101, 1) }, content),
  );
  provokes('bundle/altered', 'a file with other bytes', () =>
    hostile('a4', { ...content, 'app.bin': Buffer.alloc(100, 2) }, content),
  );
  provokes('bundle/altered', 'another manifest than the signed one', async () => {
    const entries = await signedEntries(content, [await bench.key('release')]);
    const [manifest, ...others] = entries;
    if (manifest === undefined) throw new Error('no manifest');
    const changed = Buffer.from(Buffer.from(manifest.data).toString().replace('1.2.0', '9.2.0'));
    writeFileSync(bench.inFolder('a5.slipway'), rawZip([{ ...manifest, data: changed }, ...others]));
    return verify(bench.inFolder('a5.slipway'), 'release');
  });
  provokes('bundle/not-a-bundle', 'a signed manifest that lists no recipe', () =>
    hostile('n1', { 'app.bin': content['app.bin'] }, { 'app.bin': content['app.bin'] }),
  );
  provokes('bundle/truncated', 'cut in half', async () => {
    const file = await bench.bundle();
    truncateSync(file, Math.floor(statSync(file).size / 2));
    return verify(file, 'release');
  });

  test('cut at every fiftieth of it: never anything but a refusal', async () => {
    const whole = readFileSync(await bench.bundle());
    const file = bench.inFolder('cut.slipway');
    for (let part = 0; part < 50; part++) {
      writeFileSync(file, whole.subarray(0, Math.floor((whole.length * part) / 50)));
      const error = await caught(() => verify(file, 'release'));
      expect(error, `cut at ${part}/50`).toBeInstanceOf(SlipwayError);
      if (error instanceof SlipwayError) expect(error.code).toBe('bundle/truncated');
    }
  });

  test('one byte flipped anywhere: refused, or exactly the content that was signed', async () => {
    const good = await bench.bundle();
    const whole = readFileSync(good);
    const deps = await trusting('release');
    const { manifestHash } = await verifyBundle(good, deps);
    const file = bench.inFolder('flipped.slipway');
    const step = Math.max(1, Math.floor(whole.length / 400));
    const outcomes = new Map<string, number>();
    for (let at = 0; at < whole.length; at += step) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      writeFileSync(file, flipped);
      const outcome = await verifyBundle(file, deps).then(
        (facts) => (facts.manifestHash === manifestHash ? 'same' : 'DIFFERENT'),
        (thrown: unknown) => (thrown instanceof SlipwayError ? thrown.code : `at ${at}: ${String(thrown)}`),
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    for (const outcome of outcomes.keys()) expect(outcome).toMatch(/^(?:same$|bundle\/)/);
    expect(outcomes.get('bundle/altered') ?? 0).toBeGreaterThan(0);
    // Only times and tool versions in the headers mean nothing.
    expect(outcomes.get('same') ?? 0).toBeLessThan([...outcomes.values()].reduce((sum, n) => sum + n, 0) / 3);
  });
});

describe('other programs', () => {
  const has = (command: string, args: readonly string[]) => spawnSync(command, args).status === 0;

  test.skipIf(!has('python3', ['--version']))('python3 zipfile reads our bundle (skipped: no python3)', async () => {
    const file = await bench.bundle();
    const script = 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), *z.namelist())';
    const output = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' });
    expect(output.trim()).toBe('None manifest.json manifest.dsse.json recipe.yaml app.bin');
  });

  test.skipIf(!has('openssl', ['version']))('openssl verifies our signature (skipped: no openssl)', async () => {
    await using bundle = await openBundle(await bench.bundle());
    const envelope = tryParseEnvelope(Buffer.from(bundle.head.envelopeBytes ?? []).toString());
    const message = preAuthenticationEncoding(manifestPayloadType, bundle.head.manifestBytes);
    writeFileSync(bench.inFolder('message'), message);
    writeFileSync(bench.inFolder('signature'), envelope?.signatures[0]?.signature ?? new Uint8Array());
    const args = ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', bench.inFolder('release.key.pub')];
    const files = ['-in', bench.inFolder('message'), '-sigfile', bench.inFolder('signature')];
    expect(spawnSync('openssl', [...args, ...files], { encoding: 'utf8' }).stdout).toContain('Verified Successfully');
  });
});

test('versions are ordered as Semantic Versioning 2.0.0 section 11 says', () => {
  const order = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'];
  const all = [...order, '1.0.0-rc.1', '1.0.0', '1.0.10', '1.2.0', '1.10.0', '2.0.0', '100000000000000000000.0.0'];
  for (const [i, a] of all.entries())
    for (const [j, b] of all.entries()) expect(Math.sign(compareVersions(a, b)), `${a} ${b}`).toBe(Math.sign(i - j));
  expect(() => compareVersions('1', '1.0.0')).toThrow(RangeError);
});
