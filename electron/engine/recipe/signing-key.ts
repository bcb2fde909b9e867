import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { open, rm, unlink } from 'node:fs/promises';
import { getPublicKeyAsync, signAsync } from '@noble/ed25519';
import { SlipwayError } from '../../contract/errors.ts';
import type { DsseSigner } from './dsse.ts';
import { keyIdOf } from './trust.ts';

/** A key that signs bundles. It belongs to a person; the station only holds it for the moment of signing. */
export interface SigningKey extends DsseSigner, Disposable {
  /** Raw Ed25519 public key. */
  readonly publicKey: Uint8Array;
}

const maxKeyBytes = 16 * 1024;
/** Anybody but the owner. */
const othersMask = 0o077;

/** Makes a key pair: `file` (PKCS#8 PEM, mode 0600) and `file`.pub (SubjectPublicKeyInfo PEM). Never replaces a file. */
export async function createSigningKey(
  file: string,
): Promise<{ readonly keyId: string; readonly publicKeyFile: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyFile = `${file}.pub`;
  await writeNew(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  try {
    await writeNew(publicKeyFile, publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
  } catch (thrown) {
    await unlink(file);
    throw thrown;
  }
  return { keyId: keyIdOf(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')), publicKeyFile };
}

async function writeNew(file: string, text: string, mode: number): Promise<void> {
  try {
    await using handle = await open(file, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } catch (thrown) {
      await rm(file, { force: true });
      throw thrown;
    }
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SlipwayError('wire/invalid-input', `The key file ${file} cannot be made: ${reason}.`, {
      cause: thrown,
      context: { file },
      action: 'Choose another name; a key is never replaced.',
    });
  }
}

/** Opens a private key. Rejects with secret/exposed when others may read it, with secret/damaged when it is no such key. */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  const seed = seedOf(await readKey(file), file);
  const publicKey = await getPublicKeyAsync(seed);
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (message) => signAsync(message, seed),
    [Symbol.dispose]: () => void seed.fill(0),
  };
}

async function readKey(file: string): Promise<KeyObject> {
  const pem = Buffer.alloc(maxKeyBytes);
  try {
    await using handle = await open(file, 'r');
    const { mode, size } = await handle.stat();
    if (process.platform !== 'win32' && (mode & othersMask) !== 0) {
      throw new SlipwayError(
        'secret/exposed',
        `The private key ${file} has the mode ${(mode & 0o777).toString(8)}, so others on this machine can read it.`,
        { context: { file } },
      );
    }
    if (size > maxKeyBytes) throw new Error(`it has ${size} bytes; a key has at most ${maxKeyBytes}`);
    const { bytesRead } = await handle.read(pem, 0, maxKeyBytes, 0);
    return createPrivateKey({ key: pem.subarray(0, bytesRead), format: 'pem' });
  } catch (thrown) {
    throw thrown instanceof SlipwayError ? thrown : noKey(file, thrown);
  } finally {
    pem.fill(0);
  }
}

function seedOf(key: KeyObject, file: string): Uint8Array {
  const { kty, crv, d } = key.export({ format: 'jwk' });
  if (kty !== 'OKP' || crv !== 'Ed25519' || d === undefined) throw noKey(file, new Error('it is not an Ed25519 key'));
  return new Uint8Array(Buffer.from(d, 'base64url'));
}

function noKey(file: string, thrown: unknown): SlipwayError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('secret/damaged', `${file} cannot be used to sign: ${reason}.`, {
    cause: thrown,
    context: { file },
    action: 'Name the private key that `slipway keys signing create` made, without a passphrase.',
  });
}
