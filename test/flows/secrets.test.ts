// Secrets of a station over the contract: how the key store opens and closes, how CAs and tokens come in and never go
// out, and that nothing of them is in what a station hands to others. Start reading at the first `describe`.
import { createPrivateKey, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { type ErrorCode, toSlipwayError } from '../../electron/contract/errors.ts';
import { verifyCarryFile } from '../../electron/engine/fleet/carry-file.ts';
import { createAuthority } from '../../electron/engine/identity/certificate.ts';
import { startFakeMender } from '../fleet/fake-mender.ts';
import { openLibraryStation } from '../support/library-station.ts';
import { caught } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';

const codeOf = async (act: () => unknown): Promise<ErrorCode> => toSlipwayError(await caught(act)).code;
/** The standard cost takes half a second each time. */
const byPerson = { kind: 'passphrase', cost: { logN: 10, r: 8, p: 1 } } as const;
const authority = { name: 'factory', subject: 'CN=Factory', keyType: 'ecdsa-p256', validity: '10y' } as const;

/** Every byte that the station keeps. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** Everything that a client can read of secrets, fleets and records, as text. */
async function everythingTold(client: SlipwayClient): Promise<string> {
  const answers = await Promise.all([
    client.keys.get(),
    client.fleets.list(),
    client.station.doctor(),
    client.station.supportFile(),
    client.outbox.list({}),
    client.trust.get(),
  ]);
  const events: unknown[] = [];
  for await (const event of await client.events.stream({ after: 0 })) {
    if (event.kind === 'live') break;
    events.push(event);
  }
  return JSON.stringify([answers, events]);
}

describe('the key store', () => {
  test('is opened by the first passphrase, and by that one only, also after a restart', async () => {
    const first = await openLibraryStation({ sealing: byPerson });
    expect(await first.client.keys.get()).toEqual({
      sealing: 'passphrase',
      isLocked: true,
      opensByItself: false,
      authorities: [],
    });
    expect(await codeOf(() => first.client.keys.createAuthority(authority))).toBe('secret/locked');
    await first.client.keys.unlock({ passphrase: 'correct horse' });
    await first.client.keys.createAuthority(authority);
    await first.station.close();

    const { client, dataDir } = await openLibraryStation({ sealing: byPerson, dataDir: first.dataDir });
    expect(await client.keys.get()).toMatchObject({ isLocked: true, authorities: [{ name: 'factory' }] });
    expect(await codeOf(() => client.keys.unlock({ passphrase: 'wrong horse' }))).toBe('secret/wrong-passphrase');
    expect((await client.keys.get()).isLocked).toBe(true);
    await client.keys.unlock({ passphrase: 'correct horse' });
    expect((await client.keys.get()).isLocked).toBe(false);
    await client.keys.createAuthority({ ...authority, name: 'second' });
    await client.keys.lock();
    expect(await codeOf(() => client.keys.createAuthority({ ...authority, name: 'third' }))).toBe('secret/locked');
    for (const text of [everythingIn(dataDir), await everythingTold(client)]) {
      expect(text).not.toContain('correct horse');
      expect(text).not.toContain('wrong horse');
    }
  });

  test('tells every window that it was opened, and only that', async () => {
    const { client } = await openLibraryStation({ sealing: byPerson });
    const seen: unknown[] = [];
    const end = new AbortController();
    const stream = await client.events.stream({}, { signal: end.signal });
    const isLive = Promise.withResolvers<void>();
    const following = caught(async () => {
      for await (const event of stream) {
        if (event.kind === 'live') isLive.resolve();
        else seen.push(event);
      }
    });
    await isLive.promise;
    await caught(() => client.keys.unlock({ passphrase: '' }));
    await client.keys.unlock({ passphrase: 'correct horse' });
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'changed', topic: 'keys' }]));
    end.abort();
    await following;
  });

  test('of the keychain needs nobody', async () => {
    const { client } = await openLibraryStation();
    expect(await client.keys.get()).toMatchObject({ sealing: 'os-keychain', isLocked: false });
    await client.keys.unlock({ passphrase: 'anything' });
    await client.keys.createAuthority(authority);
  });

  test('that a person opens gives a virtual bench what its first run needs', async () => {
    const { client } = await openLibraryStation({ sealing: byPerson, hasExample: true });
    await vi.waitFor(async () => expect(await client.drafts.list()).toHaveLength(1), { timeout: 10_000 });
    const run = async () => {
      const { runId } = await client.runs.start({ target: '01', source: { draft: 'acme-sensor' }, operator: 'Ada' });
      return client.runs.wait({ runId });
    };
    expect(await run()).toMatchObject({ outcome: 'ERROR', error: { code: 'secret/ca-missing' } });
    await client.keys.unlock({ passphrase: 'correct horse' });
    expect(await run()).toMatchObject({ outcome: 'PASS' });
  });
});

describe('a CA from elsewhere', () => {
  /** Certificate and key as another program keeps them. */
  async function foreignCa(folder: string): Promise<{ certificateFile: string; keyFile: string; keyText: string }> {
    const made = await createAuthority(
      { nowMs: () => Date.now(), random: (bytes) => crypto.getRandomValues(bytes) },
      { ...authority, subject: 'CN=Plant 7' },
    );
    const key = made.privateKey.use((der) => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }));
    const keyText = key.export({ format: 'pem', type: 'pkcs8' }).toString();
    const [certificateFile, keyFile] = [path.join(folder, 'ca.pem'), path.join(folder, 'ca.key')];
    writeFileSync(certificateFile, made.certificatePem);
    writeFileSync(keyFile, keyText, { mode: 0o600 });
    return { certificateFile, keyFile, keyText };
  }

  test('comes in once, and its key is nowhere in the open afterwards', async () => {
    const { client, dataDir } = await openLibraryStation();
    const { keyText, ...files } = await foreignCa(useTempDir());
    expect(await client.keys.importAuthority({ name: 'plant-7', ...files })).toMatchObject({
      name: 'plant-7',
      subject: 'CN=Plant 7',
    });
    expect(await codeOf(() => client.keys.importAuthority({ name: 'plant-7', ...files }))).toBe('wire/invalid-input');
    const body = keyText.split('\n')[1] ?? '';
    expect(body.length).toBeGreaterThan(40);
    for (const text of [everythingIn(dataDir), await everythingTold(client)]) expect(text).not.toContain(body);
  });

  test('is refused when others can read its key, when it is none, and when a file is not there', async () => {
    const { client } = await openLibraryStation();
    const folder = useTempDir();
    const { keyText: _text, ...files } = await foreignCa(folder);
    const importing = (change: Partial<typeof files>) =>
      codeOf(() => client.keys.importAuthority({ name: 'plant-7', ...files, ...change }));
    expect(await importing({ certificateFile: files.keyFile })).toBe('wire/invalid-input');
    expect(await importing({ keyFile: files.certificateFile })).toMatch(/^(?:wire\/invalid-input|secret\/exposed)$/);
    expect(await importing({ keyFile: path.join(folder, 'none') })).toBe('wire/invalid-input');
    expect(await importing({ certificateFile: 'ca.pem' })).toBe('wire/invalid-input');
    expect(await importing({ certificateFile: folder })).toBe('wire/invalid-input');
    chmodSync(files.keyFile, 0o644);
    expect(await importing({})).toBe('secret/exposed');
    expect((await client.keys.get()).authorities).toEqual([]);
  });
});

describe('fleets', () => {
  const token = 'sEcReT-tOkEn.0123456789';

  test('keep a token sealed: it is used, and never seen again', async () => {
    await using mender = await startFakeMender();
    const opened = await openLibraryStation({ hasExample: true });
    const { client, dataDir } = opened;
    await vi.waitFor(async () => expect(await client.fleets.list()).toHaveLength(1), { timeout: 10_000 });
    await client.fleets.set({ kind: 'mender', name: 'demo', url: mender.url, token: mender.token });
    expect(await client.fleets.list()).toEqual([
      {
        name: 'demo',
        kind: 'mender',
        address: mender.url,
        hasToken: true,
        waiting: 0,
        held: 0,
        delivered: 0,
        oldestWaitingAtMs: null,
        lastError: null,
      },
    ]);
    await vi.waitFor(async () => expect((await client.keys.get()).authorities).toHaveLength(1), { timeout: 10_000 });
    const { runId } = await client.runs.start({ target: '01', source: { draft: 'acme-sensor' }, operator: 'Ada' });
    expect(await client.runs.wait({ runId })).toMatchObject({ outcome: 'PASS' });
    await vi.waitFor(async () => expect(await client.fleets.list()).toMatchObject([{ delivered: 1, waiting: 0 }]), {
      timeout: 10_000,
    });
    expect(mender.seen[0]?.authorization).toBe(`Bearer ${mender.token}`);
    for (const text of [everythingIn(dataDir), await everythingTold(client)]) expect(text).not.toContain(mender.token);
  });

  test('say what waits since when and why, and give it as one signed text', async () => {
    const { client, station, dataDir } = await openLibraryStation({ hasExample: true });
    await vi.waitFor(async () => expect((await client.keys.get()).authorities).toHaveLength(1), { timeout: 10_000 });
    await client.fleets.set({ kind: 'file', name: 'demo', dir: '/nowhere/at/all' });
    const { runId } = await client.runs.start({ target: '01', source: { draft: 'acme-sensor' }, operator: 'Ada' });
    expect(await client.runs.wait({ runId })).toMatchObject({ outcome: 'PASS' });
    await vi.waitFor(
      async () =>
        expect(await client.fleets.list()).toMatchObject([
          {
            name: 'demo',
            waiting: 1,
            delivered: 0,
            oldestWaitingAtMs: expect.any(Number),
            lastError: { code: 'fleet/offline' },
          },
        ]),
      { timeout: 10_000 },
    );
    const carried = await client.outbox.carryFile();
    expect(carried).toMatchObject({
      entries: 1,
      fileName: expect.stringMatching(/^enrollments-[0-9T-]+\.enroll\.json$/),
    });
    const { publicKey } = JSON.parse(carried.text);
    const content = verifyCarryFile(carried.text, { publicKeyPems: [publicKey] });
    expect(content).toMatchObject({ keyId: carried.keyId, requests: [{ fleet: 'demo' }] });
    const file = path.join(useTempDir(), 'out.json');
    for (const _again of [1, 2])
      expect(await client.outbox.exportFile({ path: file })).toMatchObject({ entries: 1, keyId: carried.keyId });
    const journalFile = path.join(dataDir, 'journal.db');
    expect(await codeOf(() => client.outbox.exportFile({ path: journalFile }))).toBe('wire/invalid-input');
    expect(readFileSync(journalFile, 'latin1')).toMatch(/^SQLite format 3/);

    // The fleet is forgotten; what must be told is not.
    await client.fleets.remove({ name: 'demo' });
    expect(await client.fleets.list()).toEqual([]);
    expect((await client.outbox.list({})).rows).toMatchObject([{ fleet: 'demo' }]);
    const dir = useTempDir();
    await client.fleets.set({ kind: 'file', name: 'demo', dir });
    await vi.waitFor(() => expect(readdirSync(dir)).toHaveLength(1), { timeout: 10_000 });
    await station.close();
  });

  test('ask for the token again before it is sent anywhere else', async () => {
    const { client } = await openLibraryStation();
    const set = (url: string, given?: string) =>
      codeOf(() =>
        client.fleets.set({ kind: 'mender', name: 'eu', url, ...(given === undefined ? {} : { token: given }) }),
      );
    expect(await set('https://fleet.example')).toBe('wire/invalid-input');
    expect(await client.fleets.list()).toEqual([]);
    await client.fleets.set({ kind: 'mender', name: 'eu', url: 'https://fleet.example', token });
    await client.fleets.set({ kind: 'mender', name: 'eu', url: 'https://fleet.example/mender' });
    for (const url of ['https://evil.example', 'https://fleet.example:8443', 'http://127.0.0.1:9'])
      expect(await set(url)).toBe('wire/invalid-input');
    for (const url of ['http://fleet.example', 'https://me:secret@fleet.example', 'ftp://fleet.example', 'fleet'])
      expect(await set(url, token)).toBe('fleet/not-configured');
    expect(await client.fleets.list()).toMatchObject([{ address: 'https://fleet.example/mender', hasToken: true }]);
    expect(await codeOf(() => client.fleets.set({ kind: 'file', name: 'eu', dir: '../up' }))).toBe(
      'wire/invalid-input',
    );
  });

  test('seal a token where no other fleet would send it to its own address', async () => {
    const { client, dataDir } = await openLibraryStation();
    const shared = { kind: 'mender', url: 'https://fleet.example', tokenRef: 'both' };
    await client.fleets.set({ kind: 'mender', name: 'both', url: 'https://fleet.example', token });
    writeFileSync(path.join(dataDir, 'fleets.json'), JSON.stringify({ eu: shared, us: shared }));
    // A name that is the place of somebody else's token, and an address that is another one than before.
    await client.fleets.set({ kind: 'mender', name: 'both', url: 'https://third.example', token: 'third-token' });
    await client.fleets.set({ kind: 'mender', name: 'us', url: 'https://us.example', token: 'us-token' });
    const settings = JSON.parse(readFileSync(path.join(dataDir, 'fleets.json'), 'utf8'));
    expect(settings.eu).toEqual(shared);
    expect(new Set([settings.eu, settings.us, settings.both].map(({ tokenRef }) => tokenRef)).size).toBe(3);
    expect(await client.fleets.list()).toMatchObject([{ hasToken: true }, { hasToken: true }, { hasToken: true }]);

    const placeBefore = settings.us.tokenRef;
    await client.fleets.set({ kind: 'mender', name: 'us', url: 'https://new.example', token: 'new-token' });
    const { us } = JSON.parse(readFileSync(path.join(dataDir, 'fleets.json'), 'utf8'));
    expect(us).toMatchObject({ url: 'https://new.example', tokenRef: expect.not.stringMatching(`^${placeBefore}$`) });
    expect(readFileSync(path.join(dataDir, 'keystore.json'), 'utf8')).not.toContain(`fleet-token/${placeBefore}"`);
  });

  test('change nothing while the token cannot be sealed, and forget it with the fleet', async () => {
    const { client, dataDir } = await openLibraryStation({ sealing: byPerson });
    const eu = { kind: 'mender', name: 'eu', url: 'https://fleet.example', token } as const;
    expect(await codeOf(() => client.fleets.set(eu))).toBe('secret/locked');
    expect(await client.fleets.list()).toEqual([]);
    await client.keys.unlock({ passphrase: 'correct horse' });
    await client.fleets.set(eu);
    expect(readFileSync(path.join(dataDir, 'keystore.json'), 'utf8')).toContain('fleet-token/eu');
    await client.fleets.remove({ name: 'eu' });
    expect(readFileSync(path.join(dataDir, 'keystore.json'), 'utf8')).not.toContain('fleet-token');
    expect(await codeOf(() => client.fleets.remove({ name: 'eu' }))).toBe('fleet/not-configured');
  });
});

describe('the support file', () => {
  test('helps, and carries no secret, no configuration value, no console text and no name of a person', async () => {
    const planted = {
      passphrase: 'passphrase of the plant',
      token: 'tok-8f3a9b7c55d1',
      wifi: 'WiFi-pass of hall 3',
      server: 'mqtts://broker.secret.example:8883',
      operator: 'Ada Lovelace-Byron',
    };
    const home = useTempDir();
    const dataDir = path.join(home, 'station');
    mkdirSync(dataDir, { recursive: true });
    const opened = await openLibraryStation({ dataDir, sealing: byPerson, hasExample: true });
    const { client } = opened;
    await vi.waitFor(async () => expect(await client.drafts.list()).toHaveLength(1), { timeout: 10_000 });
    await client.keys.unlock({ passphrase: planted.passphrase });
    await client.fleets.set({ kind: 'mender', name: 'demo', url: 'https://127.0.0.1:9', token: planted.token });
    const { text } = await client.drafts.read({ name: 'acme-sensor' });
    const edited = text
      .replace('mqtts://broker.acme.example:8883', planted.server)
      .replace('  region:', () => `  wifi_pass:\n    type: string\n    value: '${planted.wifi}'\n  region:`);
    const { problems } = await client.drafts.write({ name: 'acme-sensor', text: edited });
    expect(problems).toEqual([]);
    await client.bench.setTemper({ slot: '01', temper: 'wont-boot' });
    const { runId } = await client.runs.start({
      target: '01',
      source: { draft: 'acme-sensor' },
      operator: planted.operator,
    });
    const { error } = await client.runs.wait({ runId });
    expect(error?.code).toBe('boot/failed');

    const file = await client.station.supportFile();
    expect(file.fileName).toMatch(/^slipway-support-[0-9T-]+\.json$/);
    const content = JSON.parse(file.text);
    // What a support engineer looks for first.
    expect(content).toMatchObject({
      versions: { slipway: expect.any(String), node: process.versions.node },
      station: { isVirtualBench: true },
      doctor: expect.arrayContaining([expect.objectContaining({ id: 'disk' })]),
      ports: [{ slot: '01' }],
      slots: [{ name: '01' }],
      fleets: [{ name: 'demo', kind: 'mender', hasToken: true }],
      keys: { sealing: 'passphrase', isLocked: false, authorities: [{ name: 'default' }] },
      trust: { threshold: 1 },
      runs: [{ runId, outcome: 'FAIL', error: { code: 'boot/failed' }, steps: expect.any(Array) }],
    });
    const { console: consoleText } = await client.runs.get({ runId });
    const consoleLine = consoleText.split('\n').find((line) => line.length > 30) ?? 'no line';
    const secrets = [...Object.values(planted), consoleLine, 'PRIVATE KEY', 'BEGIN CERTIFICATE'];
    for (const secret of secrets) expect(file.text, secret).not.toContain(secret);
    for (const entry of Object.values(JSON.parse(readFileSync(path.join(dataDir, 'keystore.json'), 'utf8')).entries))
      expect(JSON.stringify(file.text)).not.toContain((entry as { sealed: string }).sealed);
  });

  test('is whole on a station where nothing has happened yet', async () => {
    const { client } = await openLibraryStation({
      sealing: { kind: 'passphrase', passphrase: async () => randomBytes(8).toString('hex'), cost: byPerson.cost },
    });
    expect(JSON.parse((await client.station.supportFile()).text)).toMatchObject({ runs: [], fleets: [], log: [] });
  });
});
