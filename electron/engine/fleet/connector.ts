import * as z from 'zod';
import type { OutboxEntry } from '../../contract/records.ts';

/** What a fleet answered, as the journal keeps it. */
export type Receipt = Record<string, z.core.util.JSONType>;

/**
 * The way to one fleet. `deliver` is idempotent: the same entry delivered twice, also after a crash between the
 * server's act and our record of it, leaves one device. Rejects with a fleet/* error: its retry class decides whether
 * the outbox tries again; `context.retryAfterMs` says how long the server asks to wait.
 */
export interface FleetConnector {
  /** The fleet's name in recipes. */
  readonly id: string;
  /** Least time between two deliveries. */
  readonly minIntervalMs: number;
  deliver(entry: Pick<OutboxEntry, 'entryId' | 'topic' | 'payload'>, signal: AbortSignal): Promise<Receipt>;
  /** Whether it can be reached and lets us in; changes nothing there. Rejects as `deliver` does. */
  check(signal: AbortSignal): Promise<void>;
}

export const preauthorizeTopic = 'preauthorize';

/** What a fleet is told of a new unit. */
export const preauthorizeSchema = z.strictObject({
  /** Attributes exactly as the device itself will send them. */
  identityData: z.record(z.string(), z.string()),
  publicKeyPem: z.string(),
  /** SHA-256 (hex) of the key's SubjectPublicKeyInfo. */
  keyFingerprint: z.string(),
  serial: z.string(),
});
export type Preauthorize = z.infer<typeof preauthorizeSchema>;

/** JSON without spaces and with sorted keys: two identities are the same when these are. */
export function canonicalJson(value: z.core.util.JSONType): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}
