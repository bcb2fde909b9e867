// Owns: signing the feed of a release (latest*.yml, by electron-builder) with the release's own key, so that stations take
// it: `node scripts/sign-update.ts <feed> <key.pem>`. docs/desktop.md says how the key is made. Start reading at `signFeed`.
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import * as z from 'zod/mini';
import { feedFields, signedText } from '../electron/main/update-feed.ts';

/** The feed's text with its signature; whatever else it says stays. */
export function signFeed(text: string, keyPem: string): string {
  const feed = z.record(z.string(), z.unknown()).parse(parse(text));
  const signature = sign(null, signedText(z.object(feedFields).parse(feed)), createPrivateKey(keyPem));
  return stringify({ ...feed, signature: signature.toString('base64') }, { lineWidth: 0 });
}

function main([feed, key]: readonly string[]): void {
  if (feed === undefined || key === undefined) throw new Error('Usage: node scripts/sign-update.ts <feed> <key.pem>');
  writeFileSync(feed, signFeed(readFileSync(feed, 'utf8'), readFileSync(key, 'utf8')));
}

if (import.meta.main) main(process.argv.slice(2));
