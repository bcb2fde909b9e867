// Owns: whose word counts for an update: the address that the release was packaged with, and the signature of whoever made
// the release. Imports neither Electron nor the updater: scripts/sign-update.ts signs what is checked here.
// Start reading at `whyNotSigned`.
import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod/mini';

/** `app-update.yml`, which electron-builder writes into a package from `publish`. */
const addressSchema = z.object({ provider: z.literal('generic'), url: z.url({ protocol: /^https$/ }) });

/** Undefined for whatever is not one https address of a plain web server. */
export function feedUrlOf(config: unknown): URL | undefined {
  const { data } = addressSchema.safeParse(config);
  return data === undefined ? undefined : new URL(data.url);
}

const text = z.string().check(z.minLength(1));
/** latest*.yml of electron-builder, as far as it is signed. */
export const feedFields = {
  version: text,
  files: z.array(z.object({ url: text, sha512: text, size: z.int().check(z.positive()) })).check(z.minLength(1)),
};
/** Without `packages`: those of a web installer would be fetched, and are not signed. */
const feedSchema = z.object({ ...feedFields, signature: z.base64(), packages: z.optional(z.undefined()) });

/** What a release's key signs: the version, and each file's name, SHA-512 and size. */
export const signedText = ({ version, files }: z.infer<z.ZodMiniObject<typeof feedFields>>): Buffer =>
  Buffer.from(
    JSON.stringify({
      slipwayUpdate: 1,
      version,
      files: files.map(({ url, sha512, size }) => ({ url, sha512, size })),
    }),
  );

/**
 * Undefined when the feed is signed by the key (Ed25519, SPKI in base64) that the running release was packaged with; else
 * why not, as a sentence.
 */
export function whyNotSigned(feed: unknown, updateKey: string): string | undefined {
  const { data } = feedSchema.safeParse(feed);
  if (data === undefined) return 'The feed names no version with signed files.';
  const key = createPublicKey({ key: Buffer.from(updateKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, signedText(data), key, Buffer.from(data.signature, 'base64'))
    ? undefined
    : `The feed for version ${data.version} is not signed by the key of this release.`;
}
