// A network port on its way to being a slot: the address as the engine reads it, tried before it is kept, then worked with.
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createStation, type Station } from '../../electron/engine/index.ts';
import { serveVirtualUnits } from '../../electron/engine/virtual-bench/served-units.ts';
import { listen } from '../support/listen.ts';
import { prepareMainJob } from '../support/main-job.ts';
import { provokes } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';

const options = () => ({ signal: AbortSignal.timeout(30_000) });

/** A station of real ports, of which only network ones are asked for. */
async function aStation(): Promise<Station> {
  const { dataDir, keychain } = await prepareMainJob(useTempDir());
  const station = await createStation({ dataDir, keychain });
  onTestFinished(() => station.close());
  return station;
}

/** Takes connections and never says a word. */
async function aMutePort(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  onTestFinished(() => void server.close());
  return await listen(server);
}

test('a unit behind a port server is asked before its port is a slot, and works as one afterwards', async () => {
  const station = await aStation();
  await using served = await serveVirtualUnits({ units: 2, chip: 'esp32c3', as: 'rfc2217', isFast: true });
  const [first, second] = served.units;
  if (first === undefined || second === undefined) throw new Error('two units are served');
  const found = await station.ports.probe({ address: `  ${first.at}/ `, family: 'esp' }, options());
  expect(found).toMatchObject({ hardware: { mac: first.mac, chip: 'esp32c3' }, silence: null });
  expect(found.port.topology).toBe(first.at);
  expect(await station.slots.list(undefined, options())).toEqual([]);

  await station.slots.set([{ name: '01', match: first.at }], options());
  expect(await station.ports.list(undefined, options())).toContainEqual(
    expect.objectContaining({ slot: '01', port: expect.objectContaining({ kind: 'rfc2217', topology: first.at }) }),
  );
  expect(await station.ports.identify({ target: '01', family: 'esp' }, options())).toMatchObject({ mac: first.mac });
  // The station has slots now, and a port that is none of them can still be tried.
  const other = await station.ports.probe({ address: second.at, family: 'esp' }, options());
  expect(other.hardware?.mac).toBe(second.mac);
});

test('a port behind which nobody answers is no error of its address', async () => {
  const station = await aStation();
  const address = `tcp://127.0.0.1:${await aMutePort()}`;
  const found = await station.ports.probe({ address, family: 'esp' }, options());
  expect(found).toMatchObject({ port: { topology: address }, hardware: null, silence: { code: 'port/silent' } });
  // It is let go: it can be tried again at once.
  expect((await station.ports.probe({ address, family: 'esp' }, options())).hardware).toBeNull();
});

for (const address of ['bench', 'tcp://bench', 'tcp://bench:99999', 'http://bench:80', '/dev/ttyUSB0', 'virtual:01'])
  provokes('port/not-found', `"${address}" is no network port`, async () =>
    (await aStation()).ports.probe({ address, family: 'esp' }, options()),
  );
provokes('port/unreachable', 'nobody listens there', async () =>
  (await aStation()).ports.probe({ address: 'tcp://127.0.0.1:1', family: 'esp' }, options()),
);
provokes('port/not-found', 'a slot at an address that cannot be read', async () =>
  (await aStation()).slots.set([{ name: '01', match: 'rfc2217://bench' }], options()),
);
provokes('station/usage', 'a real port is not tried among the records of a virtual bench', async () => {
  const { dataDir, keychain } = await prepareMainJob(useTempDir());
  const station = await createStation({ dataDir, keychain, virtualBench: { units: 1 } });
  onTestFinished(() => station.close());
  await station.ports.probe({ address: 'tcp://127.0.0.1:1', family: 'esp' }, options());
});
