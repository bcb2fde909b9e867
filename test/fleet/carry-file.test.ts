// The enrollment file: written on one machine, carried by hand, delivered on another.
import { createPublicKey, verify } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  carriedEntryLimit,
  createCarryFile,
  createReceiptFile,
  verifyCarryFile,
  verifyReceiptFile,
} from '../../electron/engine/fleet/carry-file.ts';
import { carriedSizeLimitBytes, sealEnvelope } from '../../electron/engine/fleet/envelope.ts';
import {
  carryContent,
  carryOutbox,
  createFileConnector,
  exportOutbox,
  writeCarryFile,
} from '../../electron/engine/fleet/file.ts';
import { generateKey } from '../../electron/engine/identity/keys.ts';
import { createKeyStore } from '../../electron/engine/identity/keystore.ts';
import { openStationKey } from '../../electron/engine/identity/station-key.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { caught, provokes } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { openTestJournal } from './test-journal.ts';

const signal = new AbortController().signal;
const nowMs = Date.UTC(2026, 0, 5, 8);

function newStationKey() {
  const filePath = path.join(useTempDir(), 'keys.json');
  const backend = { kind: 'passphrase' as const, passphrase: async () => 'test', cost: { logN: 8, r: 8, p: 1 } };
  return openStationKey(createKeyStore({ filePath, backend }));
}

function entryOf(serial: string) {
  const { publicKeyPem, keyFingerprint } = generateKey('ed25519');
  const payload = { identityData: { sn: serial }, publicKeyPem, keyFingerprint, serial };
  return {
    entryId: `entry-${serial}`,
    fleet: 'acme',
    topic: 'preauthorize',
    idempotencyKey: `acme:${serial}`,
    payload,
  };
}

async function carried(serials: readonly string[] = ['AC-1', 'AC-2']) {
  const station = await newStationKey();
  const content = carryContent(serials.map(entryOf), nowMs);
  return {
    station,
    content,
    text: createCarryFile(content, station),
    trust: { publicKeyPems: [station.publicKeyPem] },
  };
}

const receiptOf = (forStation: string) => ({
  version: 1 as const,
  createdAt: new Date(nowMs).toISOString(),
  forStation,
  deliveries: [],
});

describe('an enrollment file', () => {
  test('is read by whoever trusts the station', async () => {
    const { text, trust, station, content } = await carried();
    expect(verifyCarryFile(text, trust)).toEqual({ ...content, keyId: station.keyId });
  });

  test('carries a DSSE signature that any implementation can check', async () => {
    const { text, station } = await carried();
    const envelope = JSON.parse(text);
    const body = Buffer.from(envelope.payload, 'base64');
    const signed = Buffer.concat([
      Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${body.length} `),
      body,
    ]);
    const signature = Buffer.from(envelope.signatures[0].sig, 'base64');
    expect(verify(null, signed, createPublicKey(station.publicKeyPem), signature)).toBe(true);
  });

  test('carries no private key', async () => {
    const { text } = await carried();
    const all = text + Buffer.from(JSON.parse(text).payload, 'base64').toString();
    expect(all).not.toMatch(/PRIVATE/);
  });

  provokes('fleet/carry-file-untrusted', 'of a station that is not known here', async () => {
    const { text } = await carried();
    verifyCarryFile(text, { publicKeyPems: [(await newStationKey()).publicKeyPem] });
  });
  provokes('fleet/carry-file-invalid', 'with another content than was signed', async () => {
    const { text, trust } = await carried();
    const envelope = JSON.parse(text);
    const content = Buffer.from(envelope.payload, 'base64').toString().replace('AC-1', 'AC-7');
    verifyCarryFile(JSON.stringify({ ...envelope, payload: Buffer.from(content).toString('base64') }), trust);
  });
  provokes('fleet/carry-file-invalid', 'that was cut off', async () => {
    const { text, trust } = await carried();
    verifyCarryFile(text.slice(0, -20), trust);
  });
  provokes('fleet/carry-file-invalid', 'without a signature', async () => {
    const { text, trust } = await carried();
    verifyCarryFile(JSON.stringify({ ...JSON.parse(text), signatures: [] }), trust);
  });
  provokes('fleet/carry-file-invalid', 'that is longer than any station writes', async () => {
    const { text, trust } = await carried();
    verifyCarryFile(text + ' '.repeat(carriedSizeLimitBytes), trust);
  });
  provokes('fleet/carry-file-invalid', 'that is a receipt, signed by a trusted station', async () => {
    const { station, trust } = await carried();
    verifyCarryFile(createReceiptFile(receiptOf(station.keyId), station), trust);
  });
  provokes('fleet/carry-file-invalid', 'in place of a receipt', async () => {
    const { text, trust } = await carried();
    verifyReceiptFile(text, trust);
  });
  // Each is signed by a trusted station, as one would be that somebody broke into.
  test.each([
    ['climbs out of a folder by its id', { entryId: '../../etc/passwd' }],
    ['hides an escape sequence in a serial number', { payload: { serial: 'AC-1\u001b[2J' } }],
    ['turns text around in a serial number', { payload: { serial: 'AC-1\u202e7' } }],
    ['names a fleet like a member of every object', { fleet: '__proto__' }],
    ['asks for something else than a preauthorization', { topic: 'decommission' }],
  ])('is refused when it %s', async (_how, change: object) => {
    const { station, content, trust } = await carried(['AC-1']);
    const [request] = content.requests;
    const payload = { ...request?.payload, ...('payload' in change ? Object(change.payload) : {}) };
    const hostile = { ...content, requests: [{ ...request, ...change, payload }] };
    const text = sealEnvelope('application/vnd.slipway.enrollments+json', JSON.parse(JSON.stringify(hostile)), station);
    expect(await caught(() => verifyCarryFile(text, trust))).toMatchObject({ code: 'fleet/carry-file-invalid' });
  });
  provokes('fleet/carry-file-invalid', 'with a key that nobody knows', async () => {
    const { text, trust } = await carried();
    verifyCarryFile(JSON.stringify({ ...JSON.parse(text), extra: 1 }), trust);
  });
  provokes('fleet/carry-file-invalid', 'that claims a trusted key with a stranger’s signature', async () => {
    const { text, station } = await carried();
    const envelope = JSON.parse(text);
    const stranger = await newStationKey();
    envelope.signatures = [{ keyid: stranger.keyId, sig: envelope.signatures[0].sig }];
    expect(station.keyId).not.toBe(stranger.keyId);
    verifyCarryFile(JSON.stringify(envelope), { publicKeyPems: [stranger.publicKeyPem] });
  });
});

test('all that waits goes into one file, and stays in the outbox', async () => {
  const clock = createVirtualClock();
  const { journal, see } = await openTestJournal(clock);
  const station = await newStationKey();
  for (const [index, fleet] of ['acme', 'other'].entries()) {
    see(`unit-${index}`);
    journal.append({ kind: 'outbox.queued', unitId: `unit-${index}`, runId: null, ...entryOf(`AC-${index}`), fleet });
  }
  const file = path.join(useTempDir(), 'waiting.json');
  const done = await exportOutbox({ journal, signer: async () => station, clock }, file);
  expect(done).toEqual({ path: file, entries: 2, left: 0, keyId: station.keyId });
  const content = verifyCarryFile(readFileSync(file, 'utf8'), { publicKeyPems: [station.publicKeyPem] });
  expect(content.requests.map(({ fleet }) => fleet)).toEqual(['acme', 'other']);
  expect(journal.countOutbox('waiting')).toBe(2);
});

test('the newest that find no room are left for the next file', async () => {
  const clock = createVirtualClock();
  const { journal, see } = await openTestJournal(clock);
  const station = await newStationKey();
  see('unit-0');
  const { payload } = entryOf('AC-0');
  journal.transact(() => {
    for (let index = 0; index < carriedEntryLimit + 3; index++) {
      const entry = { entryId: `o-${index}`, fleet: 'acme', topic: 'preauthorize', idempotencyKey: `k-${index}` };
      journal.append({ kind: 'outbox.queued', unitId: 'unit-0', runId: null, ...entry, payload });
    }
  });
  const carriedText = await carryOutbox({ journal, signer: async () => station, clock });
  expect(carriedText).toMatchObject({ entries: carriedEntryLimit, left: 3 });
  const { requests } = verifyCarryFile(carriedText.text, { publicKeyPems: [station.publicKeyPem] });
  expect([requests[0]?.entryId, requests.at(-1)?.entryId]).toEqual(['o-0', `o-${carriedEntryLimit - 1}`]);
});

describe('a fleet that is a folder', () => {
  test('gets one file for each unit, and the same again when it is delivered twice', async () => {
    const station = await newStationKey();
    const dir = useTempDir();
    let wiped = 0;
    const signer = async () => ({ ...station, wipe: () => void wiped++ });
    const connector = createFileConnector({ fleet: 'acme', dir, signer, clock: systemClock });
    const entry = entryOf('AC-1');
    const receipt = await connector.deliver(entry, signal);
    expect(await connector.deliver(entry, signal)).toEqual(receipt);
    expect(wiped).toBe(2);
    expect(readdirSync(dir)).toEqual(['entry-AC-1.enroll.json']);
    const text = readFileSync(path.join(dir, 'entry-AC-1.enroll.json'), 'utf8');
    expect(verifyCarryFile(text, { publicKeyPems: [station.publicKeyPem] }).requests).toMatchObject([
      { payload: entry.payload },
    ]);
  });

  provokes('fleet/offline', 'while the stick is out', () =>
    writeCarryFile(path.join(useTempDir(), 'gone', 'x.json'), 'x'),
  );

  test('leaves no half file where it cannot take its place', async () => {
    const dir = useTempDir();
    mkdirSync(path.join(dir, 'x.json'));
    expect(await caught(() => writeCarryFile(path.join(dir, 'x.json'), 'text'))).toMatchObject({
      code: 'fleet/offline',
    });
    expect(readdirSync(dir)).toEqual(['x.json']);
  });

  test('leaves the file that was there when it cannot write', async () => {
    const dir = useTempDir();
    const file = path.join(dir, 'x.json');
    writeFileSync(file, 'before');
    expect(await caught(() => writeCarryFile(path.join(file, 'below'), 'after'))).toMatchObject({
      code: 'fleet/offline',
    });
    expect(readFileSync(file, 'utf8')).toBe('before');
  });
});
