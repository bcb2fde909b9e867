import { createCipheriv, createDecipheriv, randomFillSync, scrypt } from 'node:crypto';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { createSecretBytes, type SecretBytes } from './secret-bytes.ts';

/** Cost of scrypt (RFC 7914): N doublings of work and memory, r block size, p lanes. */
export const scryptCostSchema = z.strictObject({
  // Limits, so that an altered file cannot ask for all memory and time: 128·N·r is at most 1 GiB.
  logN: z.int().min(1).max(20),
  r: z.int().min(1).max(8),
  p: z.int().min(1).max(16),
});
export type ScryptCost = z.infer<typeof scryptCostSchema>;

/** N = 2^17, r = 8, p = 1: 128 MiB, the OWASP Password Storage Cheat Sheet's setting for scrypt. */
export const standardScryptCost: ScryptCost = { logN: 17, r: 8, p: 1 };

/** The key that a passphrase opens; passphrases are compared as NFKC, as keyboards differ in how they compose. */
export function deriveKey(passphrase: string, salt: Uint8Array, cost: ScryptCost): Promise<SecretBytes> {
  const N = 2 ** cost.logN;
  const maxmem = 128 * N * cost.r + 128 * cost.r * cost.p + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N, r: cost.r, p: cost.p, maxmem }, (error, key) => {
      if (error === null) resolve(createSecretBytes(key));
      else reject(error);
    });
  });
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM: nonce, ciphertext, tag. `bound` is authenticated and not encrypted. */
export function encrypt(key: SecretBytes, bytes: Uint8Array, bound: string): Buffer {
  const nonce = randomFillSync(Buffer.alloc(nonceBytes));
  const cipher = key.use((held) => createCipheriv('aes-256-gcm', held, nonce));
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Undoes `encrypt`; throws secret/damaged where the key, the bytes or what is bound to them do not fit. */
export function decrypt(key: SecretBytes, sealed: Uint8Array, bound: string): Buffer {
  try {
    const body = sealed.subarray(nonceBytes, -tagBytes);
    const decipher = key.use((held) =>
      createDecipheriv('aes-256-gcm', held, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes }),
    );
    decipher.setAAD(Buffer.from(bound, 'utf8'));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const head = decipher.update(body);
    return Buffer.concat([head, decipher.final()]);
  } catch (thrown) {
    throw new SlipwayError('secret/damaged', say('store-secret-altered', { name: bound }), { cause: thrown });
  }
}
