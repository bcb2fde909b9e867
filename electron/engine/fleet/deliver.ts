// Owns: the other end of an enrollment file: delivering what another station wrote, and believing its receipt for ours.
// May import contract, util, identity's fingerprints, the journal's interface and siblings. Nothing of a file is looked at
// before its signature is. Start reading at `createCarrying`.

import { setImmediate } from 'node:timers/promises';
import type {
  CarriedKind,
  CarriedOutcome,
  DeliveryEvent,
  ReceiptResult,
  TrustedStation,
} from '../../contract/carry.ts';
import { SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { fingerprintOfPem } from '../identity/keys.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../util/clock.ts';
import {
  type CarriedDelivery,
  type CarriedRequest,
  type CarryContent,
  createReceiptFile,
  verifyCarryFile,
  verifyReceiptFile,
} from './carry-file.ts';
import type { FleetsSettings } from './config.ts';
import { preauthorizeSchema } from './connector.ts';
import type { CarrySigner } from './envelope.ts';
import { momentOf } from './file.ts';
import type { Outbox } from './outbox.ts';
import type { StationTrust } from './stations.ts';

export interface CarryingDeps {
  readonly journal: Journal;
  readonly outbox: Pick<Outbox, 'send' | 'settle'>;
  readonly stations: Pick<StationTrust, 'list' | 'keysFor'>;
  readonly fleets: { list(): Promise<FleetsSettings> };
  /** Rejects with secret/*. */
  readonly signer: () => Promise<CarrySigner>;
  readonly clock: Clock;
}

export interface Carrying {
  /**
   * Delivers an enrollment file of a trusted station, each request at most once, however often the file comes. Rejects
   * with fleet/carry-file-untrusted, fleet/carry-file-invalid, secret/*; then nothing was delivered.
   */
  deliver(text: string, signal: AbortSignal): AsyncGenerator<DeliveryEvent, void, void>;
  /** Rejects with fleet/carry-file-untrusted, fleet/carry-file-invalid, secret/*; then nothing has changed. */
  takeReceipt(text: string): Promise<ReceiptResult>;
}

/** A stick that turns up after that may name units that were retired since. */
const longestAgeMs = 90 * 24 * 3_600_000;
/** A server that asks for more patience than that is asked again by a person. */
const longestWaitMs = 60_000;
const waitsPerRequest = 5;
/** Entries that one transaction settles. */
const settledAtOnce = 200;

type Verdict = { readonly outcome: CarriedOutcome; readonly error: SlipwayError | null };

export function createCarrying(deps: CarryingDeps): Carrying {
  const { journal, outbox, clock } = deps;

  async function stationOf(keyId: string): Promise<TrustedStation> {
    const station = (await deps.stations.list()).find((one) => one.keyId === keyId);
    if (station !== undefined) return station;
    // Removed since the signature was checked.
    throw new SlipwayError('fleet/carry-file-untrusted', say('carry-trust-gone', { keyId }));
  }

  /** Opens a file with the keys of those that may say such things. */
  async function opened<T extends { readonly keyId: string }>(
    kind: CarriedKind,
    open: (trust: { readonly publicKeyPems: readonly string[] }) => T,
  ): Promise<{ content: T; station: TrustedStation }> {
    const content = open(await deps.stations.keysFor(kind));
    return { content, station: await stationOf(content.keyId) };
  }

  function assertFresh({ createdAt }: CarryContent): void {
    const ageMs = clock.nowMs() - Date.parse(createdAt);
    if (ageMs <= longestAgeMs) return;
    throw new SlipwayError(
      'fleet/carry-file-invalid',
      say('carry-too-old', { count: Math.floor(ageMs / 86_400_000) }),
      { context: { createdAt }, action: say('do-export-again') },
    );
  }

  /** Sends one request; a fleet that asks for a little patience gets it. */
  async function send(request: CarriedRequest, signal: AbortSignal) {
    for (let waits = 0; ; waits++) {
      try {
        return await outbox.send(request.fleet, request, signal);
      } catch (thrown) {
        const error = toSlipwayError(thrown);
        const { retryAfterMs } = error.context;
        const isPatient = typeof retryAfterMs === 'number' && retryAfterMs <= longestWaitMs && waits < waitsPerRequest;
        if (error.code !== 'fleet/rate-limited' || !isPatient) throw thrown;
        await clock.sleep(retryAfterMs, signal);
      }
    }
  }

  async function deliverOne(
    request: CarriedRequest,
    station: TrustedStation,
    fleets: FleetsSettings,
    signal: AbortSignal,
  ): Promise<Verdict> {
    const { entryId, fleet, payload } = request;
    try {
      assertOwnKey(request);
      const known = journal.carried(station.keyId, entryId);
      if (known !== undefined) return knownVerdict(request, known.keyFingerprint);
      assertMayEnroll(station, fleet, fleets);
      const receipt = await send(request, signal);
      journal.append({
        kind: 'carried.delivered',
        stationKeyId: station.keyId,
        entryId,
        fleet,
        serial: payload.serial,
        keyFingerprint: payload.keyFingerprint,
        receipt,
      });
      return { outcome: 'delivered', error: null };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toSlipwayError(thrown);
      // A journal that cannot be written is no matter of this one request.
      if (error.code.startsWith('journal/')) throw error;
      return { outcome: error.entry.retry === 'later' ? 'left' : 'failed', error };
    }
  }

  async function* deliver(text: string, signal: AbortSignal): AsyncGenerator<DeliveryEvent, void, void> {
    const { content, station } = await opened('enrollments', (trust) => verifyCarryFile(text, trust));
    assertFresh(content);
    const fleets = await deps.fleets.list();
    // Before anything is delivered: without the key there would be no receipt.
    const signer = await deps.signer();
    try {
      const { requests } = content;
      const { keyId, name } = station;
      yield {
        kind: 'opened',
        station: { keyId, name },
        createdAtMs: Date.parse(content.createdAt),
        requests: requests.length,
      };
      const sums = { delivered: 0, known: 0, failed: 0, left: 0 };
      /** Why nothing more is asked of a fleet: the next request would meet the same. */
      const blocked = new Map<string, SlipwayError>();
      for (const request of requests) {
        signal.throwIfAborted();
        const { entryId, fleet, payload } = request;
        const why = blocked.get(fleet);
        const isOpen = why === undefined || journal.carried(keyId, entryId) !== undefined;
        const verdict: Verdict = isOpen
          ? await deliverOne(request, station, fleets, signal)
          : { outcome: 'left', error: why };
        if (verdict.outcome === 'left' && verdict.error !== null) blocked.set(fleet, verdict.error);
        sums[verdict.outcome] += 1;
        const { serial } = payload;
        const { outcome } = verdict;
        yield { kind: 'request', entryId, fleet, serial, outcome, error: verdict.error?.toReport() ?? null };
      }
      yield { kind: 'ended', ...sums, receipt: receiptFor(content, signer) };
    } finally {
      signer.wipe?.();
    }
  }

  /** What this station has delivered of a file, now or at any time before. */
  function receiptFor({ keyId, requests }: CarryContent & { readonly keyId: string }, signer: CarrySigner) {
    const deliveries = requests.flatMap(({ entryId, fleet, payload: { keyFingerprint } }): CarriedDelivery[] => {
      const row = journal.carried(keyId, entryId);
      if (row === undefined || row.keyFingerprint !== keyFingerprint) return [];
      const deliveredAt = new Date(row.deliveredAtMs).toISOString();
      return [{ entryId, fleet, keyFingerprint, deliveredAt, receipt: plainReceipt(row.receipt) }];
    });
    if (deliveries.length === 0) return null;
    const nowMs = clock.nowMs();
    const content = { version: 1 as const, createdAt: new Date(nowMs).toISOString(), forStation: keyId, deliveries };
    return { fileName: `receipts-${momentOf(nowMs)}.receipt.json`, text: createReceiptFile(content, signer) };
  }

  async function takeReceipt(text: string): Promise<ReceiptResult> {
    const { content, station } = await opened('receipts', (trust) => verifyReceiptFile(text, trust));
    const signer = await deps.signer();
    signer.wipe?.();
    if (content.forStation !== signer.keyId) {
      throw new SlipwayError(
        'fleet/carry-file-invalid',
        say('carry-receipt-elsewhere', { keyId: content.forStation, expected: signer.keyId }),
        { action: say('do-take-in-there') },
      );
    }
    const { keyId, name } = station;
    const sums = { settled: 0, known: 0 };
    const unknown = content.deliveries.filter((delivery) => !isOurs(delivery)).map(({ entryId }) => entryId);
    const ours = Map.groupBy(content.deliveries.filter(isOurs), ({ fleet }) => fleet);
    for (const [fleet, deliveries] of ours) {
      for (let from = 0; from < deliveries.length; from += settledAtOnce) {
        const some = deliveries.slice(from, from + settledAtOnce).map(({ entryId, receipt, deliveredAt }) => ({
          entryId,
          receipt: { ...receipt, carriedBy: keyId, deliveredAt },
        }));
        const settled = await outbox.settle(fleet, some);
        sums.settled += settled;
        sums.known += some.length - settled;
        // Ten thousand of them must not keep a run waiting.
        await setImmediate();
      }
    }
    return { station: { keyId, name }, ...sums, unknown };
  }

  /** The entry is in this outbox, and it is about the same unit and fleet. */
  function isOurs({ entryId, fleet, keyFingerprint }: CarriedDelivery): boolean {
    const entry = journal.outboxEntry(entryId);
    const payload = preauthorizeSchema.safeParse(entry?.payload);
    return entry?.fleet === fleet && payload.success && payload.data.keyFingerprint === keyFingerprint;
  }

  return { deliver, takeReceipt };
}

const unfit = (why: Sentence) =>
  new SlipwayError('fleet/carry-file-invalid', why, { action: say('do-ask-other-station') });

/** The fleet is given the key, the receipt its fingerprint: they must be of one key. */
function assertOwnKey(request: CarriedRequest): void {
  const { publicKeyPem, keyFingerprint } = request.payload;
  let fingerprint: string | undefined;
  try {
    // A private key would be read as well, and must not be on a stick in the first place.
    fingerprint = publicKeyPem.includes('PRIVATE KEY') ? undefined : fingerprintOfPem(publicKeyPem);
  } catch {
    fingerprint = undefined;
  }
  if (fingerprint !== keyFingerprint) throw unfit(say('carry-entry-key', { entryId: request.entryId }));
}

function assertMayEnroll(station: TrustedStation, fleet: string, fleets: FleetsSettings): void {
  if (station.fleets !== null && !station.fleets.includes(fleet)) {
    throw new SlipwayError('fleet/carry-file-untrusted', say('carry-may-not-enroll', { name: station.name, fleet }), {
      context: { keyId: station.keyId },
      action: say('do-allow-station'),
    });
  }
  const settings = Object.hasOwn(fleets, fleet) ? fleets[fleet] : undefined;
  if (settings?.kind !== 'file') return;
  // To sign it once more would only make it ours.
  throw new SlipwayError('fleet/not-configured', say('carry-fleet-is-folder', { fleet }), {
    action: say('do-deliver-elsewhere'),
  });
}

function knownVerdict(request: CarriedRequest, keyFingerprint: string): Verdict {
  if (request.payload.keyFingerprint === keyFingerprint) return { outcome: 'known', error: null };
  return { outcome: 'failed', error: unfit(say('carry-entry-delivered', { entryId: request.entryId })) };
}

/** As much of a fleet's answer as a receipt carries. */
function plainReceipt(receipt: Readonly<Record<string, unknown>>): CarriedDelivery['receipt'] {
  const plain: CarriedDelivery['receipt'] = {};
  for (const [key, value] of Object.entries(receipt)) {
    if (typeof value === 'string') plain[key.slice(0, 64)] = value.slice(0, 1024);
    else if (value === null || typeof value === 'boolean' || typeof value === 'number') plain[key.slice(0, 64)] = value;
  }
  return plain;
}
