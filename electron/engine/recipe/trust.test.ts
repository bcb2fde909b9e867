import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { createBundleBench } from '../../../test/support/signed-bundle.ts';
import { createSigningKey, loadSigningKey } from './signing-key.ts';
import { createTrust, keyIdOf, readPublicKey } from './trust.ts';

const bench = createBundleBench();
afterAll(() => bench[Symbol.dispose]());

describe('a signing key', () => {
  test('is a PKCS#8 file for its owner only, with its public half beside it', async () => {
    const file = bench.inFolder('owner.key');
    const { keyId, publicKeyFile } = await createSigningKey(file);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('BEGIN PRIVATE KEY');
    using key = await loadSigningKey(file);
    expect(key.keyId).toBe(keyId);
    expect(keyIdOf(await readPublicKey(publicKeyFile))).toBe(keyId);
    expect(await key.sign(Buffer.from('x'))).toHaveLength(64);
  });

  test('is wiped from memory when it is let go', async () => {
    const file = bench.inFolder('wiped.key');
    await createSigningKey(file);
    const key = await loadSigningKey(file);
    const before = await key.sign(Buffer.from('x'));
    key[Symbol.dispose]();
    expect(await key.sign(Buffer.from('x'))).not.toEqual(before);
  });

  provokes('wire/invalid-input', 'is never written over another', async () => {
    await createSigningKey(bench.inFolder('twice.key'));
    await createSigningKey(bench.inFolder('twice.key'));
  });
  provokes('secret/exposed', 'that others may read', async () => {
    await createSigningKey(bench.inFolder('open.key'));
    chmodSync(bench.inFolder('open.key'), 0o644);
    await loadSigningKey(bench.inFolder('open.key'));
  });
  provokes('secret/damaged', 'that is no key', () => {
    writeFileSync(bench.inFolder('no.key'), 'hello', { mode: 0o600 });
    return loadSigningKey(bench.inFolder('no.key'));
  });
  provokes('secret/damaged', 'of another kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(bench.inFolder('ec.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    return loadSigningKey(bench.inFolder('ec.key'));
  });
  provokes('secret/damaged', 'that is not there', () => loadSigningKey(bench.inFolder('absent.key')));
});

describe('the trust of a station', () => {
  test('is empty at first, and is changed by people only', async () => {
    const trust = createTrust({ filePath: bench.inFolder('fresh.json') });
    expect(await trust.list()).toEqual([]);
    const { publicKey, keyId } = await bench.key('release');
    const facts = await trust.add({ publicKey, name: 'Release team', notBeforeMs: null, notAfterMs: 86_400_000 });
    expect(facts).toEqual({ keyId, name: 'Release team', notBeforeMs: null, notAfterMs: 86_400_000 });
    await trust.add({ publicKey, name: 'Release', notBeforeMs: null, notAfterMs: null });
    expect((await trust.list()).map(({ name }) => name)).toEqual(['Release']);
    await trust.setThreshold(2);
    expect(await trust.roots()).toMatchObject({ threshold: 2 });
    await trust.remove(keyId);
    expect(await trust.list()).toEqual([]);
  });

  const trust = createTrust({ filePath: bench.inFolder('roots.json') });
  const add = (publicKey: Uint8Array) => trust.add({ publicKey, name: 'x', notBeforeMs: null, notAfterMs: null });
  provokes('wire/invalid-input', 'a key with which anybody can sign', () =>
    add(Uint8Array.of(1, ...new Uint8Array(31))),
  );
  provokes('wire/invalid-input', 'bytes that are no key', () => add(new Uint8Array(31)));
  provokes('wire/invalid-input', 'a threshold of nobody', () => trust.setThreshold(0));
  provokes('wire/invalid-input', 'to distrust whom nobody trusted', () => trust.remove('00'));
  provokes('wire/invalid-input', 'a private key where the public one belongs', async () => {
    await bench.key('release');
    return readPublicKey(bench.inFolder('release.key'));
  });
  provokes('wire/invalid-input', 'a key of another kind', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(bench.inFolder('ec.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    return readPublicKey(bench.inFolder('ec.pub'));
  });
  provokes('wire/invalid-input', 'trust.json in which a key has a name that is not its own', async () => {
    const filePath = bench.inFolder('forged.json');
    const { publicKey } = await bench.key('release');
    const key = { keyId: '0'.repeat(64), name: 'x', publicKey: Buffer.from(publicKey).toString('base64') };
    writeFileSync(filePath, JSON.stringify({ threshold: 1, keys: [{ ...key, notBefore: null, notAfter: null }] }));
    return createTrust({ filePath }).roots();
  });
  provokes('wire/invalid-input', 'trust.json with a key that nobody knows', () => {
    writeFileSync(bench.inFolder('unknown.json'), JSON.stringify({ threshold: 1, keys: [], trustAll: true }));
    return createTrust({ filePath: bench.inFolder('unknown.json') }).roots();
  });
});
