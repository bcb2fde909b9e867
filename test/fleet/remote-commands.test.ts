// The commands of this area on a station that runs elsewhere: files and secrets are here, the station is there.
import { createPrivateKey } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../electron/api/http.ts';
import { runCli } from '../../electron/cli/program.ts';
import { createCliDeps } from '../../electron/cli/station.ts';
import { createTestIo } from '../../electron/cli/test-io.ts';
import { createCarryFile, isReceiptFile } from '../../electron/engine/fleet/carry-file.ts';
import { carryContent } from '../../electron/engine/fleet/file.ts';
import { openHost } from '../../electron/engine/host.ts';
import { createAuthority } from '../../electron/engine/identity/certificate.ts';
import { generateKey } from '../../electron/engine/identity/keys.ts';
import { createKeyStore } from '../../electron/engine/identity/keystore.ts';
import { openStationKey } from '../../electron/engine/identity/station-key.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { startFakeMender } from './fake-mender.ts';

/** A station that nobody sits at, after a restart: its key store is locked. `slipway` speaks to it from another folder. */
async function remoteStation() {
  const dataDir = path.join(useTempDir(), 'station');
  const host = await openHost({ dataDir });
  const server = await startServer(host, { version: '0.0.0' });
  onTestFinished(async () => {
    await server.close();
    await host.close();
  });
  const cwd = useTempDir();
  async function slipway(args: readonly string[], options: { secret?: string; input?: string } = {}) {
    const io = createTestIo({ cwd, env: { SLIPWAY_TOKEN: server.token }, ...options });
    const code = await runCli(createCliDeps(io), [...args, '--connect', server.url]);
    return { code, out: io.stdout(), err: io.stderr() };
  }
  return {
    dataDir,
    cwd,
    slipway,
    async ok(args: readonly string[], options: { secret?: string; input?: string } = {}) {
      const { code, out, err } = await slipway(args, options);
      expect(code, `${args.join(' ')}\n${out}${err}`).toBe(0);
      return out;
    },
  };
}

describe('a station that nobody sits at', () => {
  test('is unlocked, told its fleet, tried, and locked again', { timeout: 60_000 }, async () => {
    await using mender = await startFakeMender();
    const station = await remoteStation();
    const add = ['fleets', 'add', 'acme', '--url', mender.url, '--fleet-token', '-'];
    const early = await station.slipway(add, { input: mender.token });
    expect(early.err).toContain('[secret/locked]');

    expect((await station.slipway(['keys', 'unlock'])).err).toContain('--passphrase-file');
    await station.ok(['keys', 'unlock'], { secret: 'the passphrase' });
    await station.ok(add, { input: mender.token });
    expect(await station.ok(['fleets', 'list'])).toMatch(/acme +mender +http\S+ +sealed +0 +0 +0 +-/);
    await station.ok(['fleets', 'test', 'acme']);
    expect(await station.ok(['keys', 'state'])).toMatch(/^Sealed by a passphrase; open\./);

    await station.ok(['keys', 'lock']);
    expect(await station.ok(['keys', 'state'])).toContain('LOCKED');
    expect((await station.slipway(['fleets', 'test', 'acme'])).err).toContain('[fleet/unauthorized]');
    expect((await station.slipway(['keys', 'unlock'], { secret: 'another' })).err).toContain(
      '[secret/wrong-passphrase]',
    );

    await station.ok(['fleets', 'remove', 'acme']);
    expect((await station.slipway(['fleets', 'test', 'acme'])).err).toContain('[fleet/not-configured]');
  });

  test('answers for its own keys, not for those of the machine on which the command is given', async () => {
    const station = await remoteStation();
    const own = ['--data-dir', path.join(station.cwd, 'own'), '--passphrase-file', 'own.pass'];
    writeFileSync(path.join(station.cwd, 'own.pass'), 'of this machine');
    await station.ok(['keys', 'unlock'], { secret: 'the passphrase' });

    expect(await station.ok(['keys', 'station', ...own])).toContain('BEGIN PUBLIC KEY');
    await station.ok(['keys', 'signing', 'create', 'release.key']);
    expect(await station.ok(['keys', 'trust', 'add', 'release.key.pub', '--name', 'Release team', ...own])).toContain(
      'Trusted:',
    );
    await station.ok(['keys', 'trust', 'threshold', '1', ...own]);
    await station.ok(['keys', 'ca', 'create', 'factory', '--subject', 'CN=Factory', ...own]);
    expect(await station.ok(['keys', 'trust', 'list', ...own])).toContain('Release team');
    expect(await station.ok(['keys', 'ca', 'list', ...own])).toContain('CN=Factory');
    // Nothing of that was written here.
    expect(existsSync(path.join(station.cwd, 'own'))).toBe(false);
    expect(readFileSync(path.join(station.dataDir, 'trust.json'), 'utf8')).toContain('Release team');
  });

  test('takes in a CA that was made elsewhere, by files on the station', { timeout: 60_000 }, async () => {
    const station = await remoteStation();
    await station.ok(['keys', 'unlock'], { secret: 'the passphrase' });
    const made = await createAuthority(
      { nowMs: () => Date.now(), random: (bytes) => crypto.getRandomValues(bytes) },
      { name: 'x', subject: 'CN=Made elsewhere', keyType: 'ecdsa-p256', validity: '10y' },
    );
    const key = made.privateKey.use((der) =>
      createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }).export({
        type: 'pkcs8',
        format: 'pem',
      }),
    );
    const [certificateFile, keyFile] = [path.join(station.cwd, 'ca.crt'), path.join(station.cwd, 'ca.key')];
    writeFileSync(certificateFile, made.certificatePem);
    writeFileSync(keyFile, key, { mode: 0o644 });
    const take = ['keys', 'ca', 'import', 'ca.crt', 'ca.key', '--name', 'theirs'];
    expect((await station.slipway(take)).err).toContain('[secret/exposed]');
    chmodSync(keyFile, 0o600);
    expect(await station.ok(take)).toContain('CA "theirs" (CN=Made elsewhere)');
    expect(await station.ok(['keys', 'ca', 'list'])).toContain('theirs');
  });

  test('delivers a file that lies here, and its receipt comes here', { timeout: 60_000 }, async () => {
    await using mender = await startFakeMender();
    const station = await remoteStation();
    await station.ok(['keys', 'unlock'], { secret: 'the passphrase' });
    await station.ok(['fleets', 'add', 'acme', '--url', mender.url, '--fleet-token', '-'], { input: mender.token });

    const backend = { kind: 'passphrase' as const, passphrase: async () => 'x', cost: { logN: 8, r: 8, p: 1 } };
    const plant = await openStationKey(createKeyStore({ filePath: path.join(station.cwd, 'k.json'), backend }));
    writeFileSync(path.join(station.cwd, 'plant.pub'), plant.publicKeyPem);
    // More than one piece of an upload.
    const entries = Array.from({ length: 900 }, (_, index) => {
      const { publicKeyPem, keyFingerprint } = generateKey('ed25519');
      const payload = { identityData: { sn: `AC-${index}` }, publicKeyPem, keyFingerprint, serial: `AC-${index}` };
      return { entryId: `o-${index}`, fleet: index === 0 ? 'acme' : 'elsewhere', topic: 'preauthorize', payload };
    });
    writeFileSync(path.join(station.cwd, 'w.enroll.json'), createCarryFile(carryContent(entries, Date.now()), plant));

    const deliver = ['outbox', 'deliver', 'w.enroll.json'];
    expect((await station.slipway(deliver)).err).toContain('[fleet/carry-file-untrusted]');
    await station.ok(['stations', 'add', 'plant.pub', '--name', 'Plant', '--fleet', 'acme']);
    expect(await station.ok(['stations', 'list'])).toContain(plant.keyId);
    const { code, out } = await station.slipway(deliver);
    expect(code).toBe(3);
    expect(out).toContain('1 delivered, 0 delivered before, 899 failed, 0 left.');
    expect(mender.devices).toHaveLength(1);
    expect(isReceiptFile(readFileSync(path.join(station.cwd, 'w.receipt.json'), 'utf8'))).toBe(true);

    await station.ok(['stations', 'remove', plant.keyId]);
    expect((await station.slipway(deliver)).err).toContain('[fleet/carry-file-untrusted]');
  });
});
