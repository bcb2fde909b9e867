// Owns: taking out of a text what must not leave the station. Imports nothing of ours. Start reading at `createRedactor`.
// It is the second fence: what is written into a support file is chosen first, and never a secret.

/** What stands in place of a secret. */
export const redactedMark = '[redacted]';

const named = '\\b(?:pass(?:word|phrase|wd)?|psk|secret|token|(?:api|app)[_-]?key|ssid)"?\\s*[=:]\\s*';

const patterns: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  // JSON Web Tokens (RFC 7519), as fleets give them out.
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g,
  // HTTP credentials (RFC 9110 11.4) and URLs with user information (RFC 3986 3.2.1).
  /\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi,
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+(?=@)/gi,
  // `psk=…`, `"password": "…"`, `token: '…'` and the like: to the closing quote, or to the end of the word.
  new RegExp(`(?<=${named}")[^"]+`, 'gi'),
  new RegExp(`(?<=${named}')[^']+`, 'gi'),
  new RegExp(`(?<=${named})[^\\s"',;}]{3,}`, 'gi'),
];

/** Shorter values are everywhere: `eu`, `1`, `on`. */
const shortestSecretChars = 4;

/** Replaces the home directory by `~`, and secrets, known by their value or by their form, by a mark. */
export function createRedactor(deps: {
  readonly homeDir: string;
  /** Values that must not appear anywhere. */
  readonly secrets: Iterable<string>;
}): (text: string) => string {
  // Longest first, so that no secret hides the rest of a longer one.
  const secrets = [...new Set(deps.secrets)]
    .filter((secret) => secret.length >= shortestSecretChars)
    .sort((a, b) => b.length - a.length);
  const home = deps.homeDir.length > 1 ? new RegExp(`${escaped(deps.homeDir)}(?=[/\\\\]|$|[^\\w.-])`, 'g') : undefined;
  return (text) => {
    let result = text;
    for (const secret of secrets) result = result.replaceAll(secret, redactedMark);
    for (const pattern of patterns) result = result.replaceAll(pattern, redactedMark);
    return home === undefined ? result : result.replaceAll(home, '~');
  };
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
