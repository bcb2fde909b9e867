// Owns: whether a fetched update is still what was checked. It waits on disk until the app is quit, which may be days; and an
// AppImage is removed before the new one is put in its place. Start reading at `judgeFetched`, then `whyNotWhole`.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';

export interface FetchedUpdate {
  readonly version: string;
  readonly file: string;
  /** In base64, as the signed feed has it. */
  readonly sha512: string;
}

/** A file that was just fetched, where it is one of those that the feed signed by their SHA-512; else why not. Never throws. */
export function judgeFetched(
  version: string,
  file: string,
  signed: readonly string[],
): FetchedUpdate | { readonly why: string } {
  try {
    const sha512 = sha512Of(file);
    return signed.includes(sha512) ? { version, file, sha512 } : { why: 'The fetched file is not one of the feed.' };
  } catch (thrown) {
    return { why: notChecked(thrown) };
  }
}

/**
 * Undefined when it may be installed; else why not, as a sentence. `appImage` is the file that it would replace.
 * Never throws: it is asked while the app quits, which must not end halfway.
 */
export function whyNotWhole(update: FetchedUpdate, appImage: string | undefined): string | undefined {
  try {
    return objectionTo(update, appImage);
  } catch (thrown) {
    return notChecked(thrown);
  }
}

const notChecked = (thrown: unknown): string =>
  `The fetched file cannot be checked: ${thrown instanceof Error ? thrown.message : String(thrown)}.`;

function objectionTo({ file, sha512 }: FetchedUpdate, appImage: string | undefined): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return 'The fetched file is gone.';
  if (sha512Of(file) !== sha512) return 'The fetched file is not what was fetched.';
  if (appImage === undefined) return undefined;
  const { bavail, bsize } = statfsSync(path.dirname(appImage));
  return bavail * bsize < found.size ? `There is no room for ${found.size} bytes beside ${appImage}.` : undefined;
}

/** Base64. At once, for what happens while the app quits cannot wait; 150 MB take a third of a second. */
export function sha512Of(file: string): string {
  const hash = createHash('sha512');
  const buffer = Buffer.alloc(1024 * 1024);
  const descriptor = openSync(file, 'r');
  try {
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('base64');
}
