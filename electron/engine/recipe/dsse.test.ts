import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createEnvelope, isSignedBy, preAuthenticationEncoding, tryParseEnvelope } from './dsse.ts';

const body = Buffer.from('hello world');
const type = 'http://example.com/HelloWorld';

describe('DSSE protocol v1.0', () => {
  test('the pre-authentication encoding of the specification (protocol.md, "Test Vectors")', () => {
    expect(Buffer.from(preAuthenticationEncoding(type, body)).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('lengths are bytes, not characters', () => {
    expect(Buffer.from(preAuthenticationEncoding('ä', Buffer.from('ü'))).toString()).toBe('DSSEv1 2 ä 2 ü');
  });

  test('OpenSSL accepts our signature, and we accept its', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signer = {
      keyId: 'k',
      sign: async (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
    };
    const envelope = tryParseEnvelope(await createEnvelope(type, body, [signer]));
    if (envelope === undefined) throw new Error('no envelope');
    const [signature] = envelope.signatures;
    if (signature === undefined) throw new Error('no signature');
    expect(verify(null, preAuthenticationEncoding(type, body), publicKey, signature.signature)).toBe(true);
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    expect(await isSignedBy(envelope, signature, raw)).toBe(true);
    expect(await isSignedBy({ ...envelope, payloadType: 'other' }, signature, raw)).toBe(false);
    expect(await isSignedBy({ ...envelope, payload: Buffer.from('hello worlD') }, signature, raw)).toBe(false);
  });

  test('a signature or key of the wrong length fits nothing', async () => {
    const envelope = { payloadType: type, payload: body, signatures: [] };
    for (const length of [0, 1, 63, 64, 65]) {
      const signature = { keyId: '', signature: new Uint8Array(length) };
      expect(await isSignedBy(envelope, signature, new Uint8Array(32))).toBe(false);
      expect(await isSignedBy(envelope, signature, new Uint8Array(31))).toBe(false);
    }
  });

  test('members that nobody knows are ignored; what is no envelope is none', () => {
    const good = { payloadType: 't', payload: '', signatures: [{ sig: '', extra: 1 }], more: true };
    expect(tryParseEnvelope(JSON.stringify(good))?.signatures).toHaveLength(1);
    for (const bad of ['', '{', '[]', '{}', 'null', JSON.stringify({ ...good, payload: '*' })])
      expect(tryParseEnvelope(bad)).toBeUndefined();
  });
});
