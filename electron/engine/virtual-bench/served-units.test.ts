import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { skipUnless } from '../../../test/support/skip-unless.ts';
import { espDriver } from '../drivers/esp/module.ts';
import { createPortOpener } from '../transport/opener.ts';
import { parsePortUrl } from '../transport/port-url.ts';
import { createVirtualBus } from '../transport/virtual.ts';
import { systemClock } from '../util/clock.ts';
import { serveVirtualUnits } from './served-units.ts';

const signal = AbortSignal.timeout(10_000);
const opener = createPortOpener({
  clock: systemClock,
  virtual: createVirtualBus(systemClock),
  assertOurs: () => undefined,
  locate: async (port) => port,
});

async function macBehind(at: string): Promise<string | undefined> {
  const port = at.startsWith('/')
    ? ({ id: `serial:${at}`, kind: 'serial', path: at } as const)
    : parsePortUrl(at.replace(/^socket:/, 'tcp:'));
  await using transport = await opener.open(port, { baudRate: espDriver.initialBaudRate }, signal);
  const options = espDriver.optionsSchema.parse({ baudRate: espDriver.initialBaudRate });
  await using session = await espDriver.open(transport, options, { clock: systemClock, signal, log: () => undefined });
  return session.identity.mac;
}

describe('virtual units for other programs', () => {
  test.each(['rfc2217', 'tcp'] as const)('%s: each unit answers at its own address', async (as) => {
    await using served = await serveVirtualUnits({ units: 2, chip: 'esp32c3', as, isFast: true });
    for (const { at, mac } of served.units) expect(await macBehind(at)).toBe(mac);
    expect(new Set(served.units.map(({ at }) => at)).size).toBe(2);
  });
});

const hasPty = process.platform !== 'win32' && isInstalled('node-pty');
skipUnless(hasPty, 'node-pty was not built; it needs a C++ compiler').run('virtual units behind a pty', () => {
  test('a unit answers behind its device node', async () => {
    await using served = await serveVirtualUnits({ units: 1, chip: 'esp32s3', as: 'pty', isFast: true });
    expect(await macBehind(served.units[0]?.at ?? '')).toBe(served.units[0]?.mac);
  });
});

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url)(name);
    return true;
  } catch {
    return false;
  }
}
