// The enrollment file: written on one machine, carried by hand, delivered on another.
import { createPublicKey, verify } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCarryFile, deliverCarryFile, verifyCarryFile } from '../../electron/engine/fleet/carry-file.ts';
import { carryContent, createFileConnector, exportOutbox, writeCarryFile } from '../../electron/engine/fleet/file.ts';
import { createMenderConnector } from '../../electron/engine/fleet/mender.ts';
import { generateKey } from '../../electron/engine/identity/keys.ts';
import { createKeyStore } from '../../electron/engine/identity/keystore.ts';
import { openStationKey } from '../../electron/engine/identity/station-key.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { caught, provokes } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { startFakeMender } from './fake-mender.ts';
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

describe('an enrollment file', () => {
  test('is read by whoever trusts the station, and delivered once', async () => {
    const { text, trust, station } = await carried();
    await using server = await startFakeMender();
    const connector = createMenderConnector({
      fleet: 'acme',
      url: server.url,
      token: async () => server.token,
      clock: systemClock,
    });
    const content = verifyCarryFile(text, trust);
    expect(content.keyId).toBe(station.keyId);
    expect(await deliverCarryFile(content, async () => connector, signal)).toMatchObject({
      delivered: [{}, {}],
      failed: [],
      left: [],
    });
    expect(await deliverCarryFile(content, async () => connector, signal)).toMatchObject({ delivered: [{}, {}] });
    expect(server.devices).toHaveLength(2);
  });

  test('stops where the fleet cannot be reached, and goes on past a unit that is refused', async () => {
    const { text, trust } = await carried(['AC-1', 'AC-2', 'AC-3']);
    const content = verifyCarryFile(text, trust);
    await using server = await startFakeMender();
    const connector = createMenderConnector({
      fleet: 'acme',
      url: server.url,
      token: async () => server.token,
      clock: systemClock,
    });
    server.faults.push('none', 'answer-500');
    const report = await deliverCarryFile(content, async () => connector, signal);
    expect(report).toMatchObject({
      delivered: [{}],
      failed: [{ error: { code: 'fleet/unavailable' } }],
      left: ['entry-AC-3'],
    });
    server.devices.length = 0;
    server.deviceCalls({ sn: 'AC-1' }, generateKey('ed25519').publicKeyPem);
    const second = await deliverCarryFile(content, async () => connector, signal);
    expect(second).toMatchObject({ delivered: [{}, {}], failed: [{ error: { code: 'fleet/conflict' } }], left: [] });
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
  expect(done).toEqual({ path: file, entries: 2, keyId: station.keyId });
  const content = verifyCarryFile(readFileSync(file, 'utf8'), { publicKeyPems: [station.publicKeyPem] });
  expect(content.requests.map(({ fleet }) => fleet)).toEqual(['acme', 'other']);
  expect(journal.countOutbox('waiting')).toBe(2);
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
