// The main job, whole: real station, real driver, emulated units. Four slots at once, the record, the same unit again.
import { createPublicKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import { parseNvs } from '../../electron/engine/drivers/esp/nvs.ts';
import { createAuthorities } from '../../electron/engine/identity/authorities.ts';
import { fingerprintOfPem } from '../../electron/engine/identity/keys.ts';
import { createKeyStore } from '../../electron/engine/identity/keystore.ts';
import type { MainJob } from '../support/main-job.ts';
import { macOf } from '../support/main-job.ts';
import { openMainJob } from '../support/main-job-station.ts';
import { caught, provokes } from '../support/provoke.ts';

const signal = () => AbortSignal.timeout(30_000);
const allSteps = ['identify', 'reserve', 'write', 'verify', 'personalise', 'fuses', 'boot', 'enroll'];

async function authorityOf(job: MainJob): Promise<X509Certificate> {
  const keystore = createKeyStore({ filePath: path.join(job.dataDir, 'keystore.json'), backend: job.keychain });
  const authorities = createAuthorities({ keystore, nowMs: () => Date.now(), random: (bytes) => bytes });
  const [authority] = await authorities.list();
  return new X509Certificate(authority?.certificatePem ?? '');
}

function privateKeyIn(nvs: Uint8Array): Buffer {
  const key = parseNvs(nvs).find((entry) => entry.namespace === 'factory' && entry.key === 'key')?.value;
  if (key?.type !== 'blob') throw new Error('The unit has no key.');
  return Buffer.from(key.value);
}

const spellings = (secret: Buffer): string[] => [
  secret.toString('latin1'),
  secret.toString('hex'),
  secret.toString('base64').slice(0, -2),
];

describe('four slots at once', () => {
  test('all pass, each with an identity of its own, which its flash, fuses and console hold', async () => {
    const { provision, unitOf, bench, station } = await openMainJob({ tempers: ['good', 'good', 'good', 'good'] });
    const slots = ['01', '02', '03', '04'];
    const runs = await Promise.all(slots.map(provision));
    expect(runs.map(({ run }) => run.outcome)).toEqual(['PASS', 'PASS', 'PASS', 'PASS']);
    const units = await Promise.all(runs.map(unitOf));
    expect(new Set(units.map(({ serial }) => serial)).size).toBe(4);
    expect(new Set(units.map(({ keyFingerprint }) => keyFingerprint)).size).toBe(4);
    for (const [index, slot] of slots.entries()) {
      const { serial, mac } = units[index] ?? {};
      const { fuseBurns, userDataHex, identitiesSeen, mac: realMac } = bench.inspect(slot);
      expect(mac).toBe(realMac);
      expect(identitiesSeen).toEqual([serial]);
      expect(fuseBurns).toBe(1);
      expect(Buffer.from(userDataHex, 'hex').toString('utf8').replace(/\0+$/, '')).toBe(serial);
    }
    expect((await station.outbox.list({ limit: 10 }, { signal: signal() })).rows.length).toBe(4);
  });

  test('one bad unit in the middle disturbs nobody', async () => {
    const { provision } = await openMainJob({ tempers: ['good', 'bad-flash', 'unplug@20000', 'good'] });
    const runs = await Promise.all(['01', '02', '03', '04'].map(provision));
    expect(runs.map(({ run }) => run.outcome)).toEqual(['PASS', 'FAIL', 'FAIL', 'PASS']);
    expect(runs.map(({ error }) => error?.code)).toEqual([undefined, 'device/verify-mismatch', 'port/gone', undefined]);
  });

  test('a unit that is slow passes', async () => {
    const { provision } = await openMainJob({ tempers: ['slow'] });
    expect((await provision('01')).run.outcome).toBe('PASS');
  });

  test.each(['brown-out@5000', 'brown-out@20000', 'brown-out@37000', 'stall@20000', 'stall@37000'])(
    'a unit that recovers after %s is found again and passes, its fuses burned once',
    async (temper) => {
      const { provision, bench } = await openMainJob({ tempers: [temper] });
      const run = await provision('01');
      expect(run.run.outcome, run.error?.message).toBe('PASS');
      expect(run.steps.some(({ attempt }) => attempt > 1)).toBe(true);
      expect(bench.inspect('01').fuseBurns).toBe(1);
    },
  );
});

describe('the record of a unit that passed', () => {
  test('holds its certificate, key, measurements, hashes and enrollment, and they fit each other', async () => {
    const { provision, station, job } = await openMainJob();
    const run = await provision('01');
    const { unit, hardware, certificatePem, publicKeyPem, runs } = await station.units.get(
      { unitId: run.run.unitId ?? '' },
      { signal: signal() },
    );
    expect(unit).toMatchObject({ status: 'passed', serial: run.run.serial, product: 'acme-sensor', mac: macOf(1) });
    expect(hardware).toMatchObject({ chip: 'esp32c3', mac: macOf(1), flashSizeBytes: 0x400000 });
    expect(runs.map(({ outcome }) => outcome)).toEqual(['PASS']);

    const certificate = new X509Certificate(certificatePem ?? '');
    const authority = await authorityOf(job);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.subject.split('\n')).toContain(`CN=${unit.serial}`);
    expect(certificate.subjectAltName).toContain(`urn:acme:${unit.serial}`);
    const spki = certificate.publicKey.export({ type: 'spki', format: 'pem' });
    expect(spki).toBe(createPublicKey(publicKeyPem ?? '').export({ type: 'spki', format: 'pem' }));
    expect(fingerprintOfPem(publicKeyPem ?? '')).toBe(unit.keyFingerprint);

    expect(run.steps.map(({ kind, state }) => [kind, state])).toEqual(allSteps.map((kind) => [kind, 'done']));
    expect(run.measurements.map(({ name, isWithinLimits }) => [name, isWithinLimits])).toEqual([
      ['bootTime', true],
      ['freeHeap', true],
      ['supply', true],
    ]);
    expect(run.console).toContain('slipway: up');
    expect(run.recipe.hash).toMatch(/^[0-9a-f]{64}$/);
    const evidence = Object.fromEntries(run.steps.map((step) => [step.kind, step.evidence]));
    expect(evidence.boot).toMatchObject({ identity: { isKeyProven: true, keyFingerprint: unit.keyFingerprint } });
    expect(evidence.verify).toMatchObject({ regions: [{}, {}, {}] });
    expect(evidence.write).toMatchObject({ images: [{ name: 'bootloader' }, { name: 'partition-table' }, {}] });
  });

  test('has no secret in it, and neither has any file of the station', async () => {
    const { provision, station, job, bench } = await openMainJob();
    await provision('01');
    await station.close();
    const groupKey = Buffer.from('0011223344556677', 'hex');
    const pkcs8 = privateKeyIn(bench.unit('01').flash.read(0x9000, 0x6000));
    // Ed25519 in PKCS#8 (RFC 8410): the seed is the last 32 bytes.
    const secrets = ['PRIVATE KEY', ...[groupKey, pkcs8.subarray(-32)].flatMap(spellings)];
    for (const file of readdirSync(job.dataDir, { recursive: true, withFileTypes: true })) {
      // A draft is a recipe, and the group key is there because its author wrote it there.
      if (!file.isFile() || file.parentPath.startsWith(path.join(job.dataDir, 'drafts'))) continue;
      const text = readFileSync(path.join(file.parentPath, file.name)).toString('latin1');
      expect(
        secrets.filter((secret) => text.includes(secret)),
        file.name,
      ).toEqual([]);
    }
  });

  test('is one record when the same unit comes again, in another slot: same serial number, key and fuses', async () => {
    const { provision, unitOf, bench, station } = await openMainJob({ tempers: ['good', 'good'] });
    const first = await unitOf(await provision('01'));
    const writtenBytes = bench.inspect('01').flashProgrammedBytes;
    const run = await provision('01');
    const second = await unitOf(run);
    expect(run.run.outcome).toBe('PASS');
    expect(second).toMatchObject({
      unitId: first.unitId,
      serial: first.serial,
      keyFingerprint: first.keyFingerprint,
      status: 'passed',
    });
    const inspection = bench.inspect('01');
    expect(inspection.fuseBurns).toBe(1);
    expect(inspection.flashProgrammedBytes, 'nothing differs, so nothing is written').toBe(writtenBytes);
    expect((await station.outbox.list({ limit: 10 }, { signal: signal() })).rows.length).toBe(1);

    // The next unit in the other slot has the MAC of the first: it is the first.
    bench.replace('02', bench.inspect('01').mac);
    const moved = await provision('02');
    expect(moved.run.unitId).toBe(first.unitId);
  });

  test('is a new one for the next unit in the same slot', async () => {
    const { provision, unitOf, bench } = await openMainJob();
    const first = await unitOf(await provision('01'));
    bench.replace('01', macOf(77));
    const next = await unitOf(await provision('01'));
    expect(next.unitId).not.toBe(first.unitId);
    expect(next.serial).not.toBe(first.serial);
    expect(next.status).toBe('passed');
  });
});

describe('one owner per slot and port', () => {
  provokes(
    'port/busy',
    'a second run on a port names the run that holds it',
    async () => {
      const { start } = await openMainJob({ tempers: ['slow'] });
      await start('01');
      await start('01');
    },
    (error) => expect(error.message).toMatch(/run r-\S+ in slot 01/),
  );

  test('identify is refused while a run holds the port, and answers afterwards', async () => {
    const { start, wait, station } = await openMainJob({ tempers: ['slow'] });
    const runId = await start('01');
    const refused = await caught(() => station.ports.identify({ target: '01', family: 'esp' }, { signal: signal() }));
    expect(refused).toBeInstanceOf(SlipwayError);
    expect(refused).toMatchObject({ code: 'port/busy' });
    const [port] = await station.ports.list(undefined, { signal: signal() });
    expect(port?.heldBy).toContain(runId);
    await wait(runId);
    const hardware = await station.ports.identify({ target: '01', family: 'esp' }, { signal: signal() });
    expect(hardware.mac).toBe(macOf(1));
  });
});

describe('stopping', () => {
  provokes('job/aborted', 'a person stops the run while the images are written', async () => {
    const { start, wait, whenStepStarts, station } = await openMainJob({ tempers: ['slow'] });
    const runId = await start('01');
    await whenStepStarts(runId, 'write');
    await station.runs.cancel({ runId }, { signal: signal() });
    const { error, run } = await wait(runId);
    expect(run.outcome).toBe('ABORTED');
    throw error === null ? new Error('no error') : new SlipwayError(error.code, error.message);
  });

  test.each(['identify', 'write', 'verify', 'personalise', 'fuses', 'boot'])(
    'a run that is stopped in %s goes on when it is started again, as the same unit',
    async (step) => {
      const { start, wait, whenStepStarts, station, provision, unitIn, bench } = await openMainJob({
        tempers: ['slow'],
      });
      const runId = await start('01');
      await whenStepStarts(runId, step);
      await station.runs.cancel({ runId }, { signal: signal() });
      expect((await wait(runId)).run.outcome).toBe('ABORTED');
      const before = await unitIn('01');
      bench.setTemper('01', 'good');
      expect((await provision('01')).run.outcome).toBe('PASS');
      const after = await unitIn('01');
      if (before !== undefined) expect(after?.unitId).toBe(before.unitId);
      if (before?.serial != null) expect(after?.serial).toBe(before.serial);
      expect(bench.inspect('01').fuseBurns).toBe(1);
    },
  );

  test('closing the station stops its runs at a safe point, each with an end in the journal', async () => {
    const first = await openMainJob({ tempers: ['slow', 'slow'] });
    const [a, b] = [await first.start('01'), await first.start('02')];
    await first.whenStepStarts(b, 'write');
    await first.station.close();
    const second = await openMainJob({ job: first.job });
    for (const runId of [a, b]) {
      const { run, error } = await second.station.runs.get({ runId }, { signal: signal() });
      expect([run.status, run.outcome, error?.code]).toEqual(['finished', 'ABORTED', 'job/aborted']);
    }
  });
});
