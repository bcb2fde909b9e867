// What the Mender connector makes of every answer, and of none.
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import { createFleets } from '../../electron/engine/fleet/config.ts';
import { parseFleetUrl } from '../../electron/engine/fleet/http.ts';
import { createMenderConnector } from '../../electron/engine/fleet/mender.ts';
import { fingerprintOfPem, generateKey } from '../../electron/engine/identity/keys.ts';
import { createKeyStore } from '../../electron/engine/identity/keystore.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { listen } from '../support/listen.ts';
import { caught, provokes } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { type FakeMender, type Fault, startFakeMender } from './fake-mender.ts';

const signal = new AbortController().signal;

function connectorTo(server: Pick<FakeMender, 'url' | 'token'>, timeoutMs = 2_000) {
  return createMenderConnector({
    fleet: 'acme',
    url: server.url,
    token: async () => server.token,
    clock: systemClock,
    timeoutMs,
  });
}

function entryOf(
  publicKeyPem: string,
  identityData: Record<string, string> = { mac: '02:00:00:00:00:01', sn: 'AC-1' },
) {
  const payload = { identityData, publicKeyPem, keyFingerprint: fingerprintOfPem(publicKeyPem), serial: 'AC-1' };
  return { entryId: 'e1', topic: 'preauthorize', payload };
}

const newEntry = () => entryOf(generateKey('ed25519').publicKeyPem);

/** Delivers once to a server that was prepared. */
async function deliver(prepare: (server: FakeMender, entry: ReturnType<typeof newEntry>) => void, timeoutMs?: number) {
  await using server = await startFakeMender();
  const entry = newEntry();
  prepare(server, entry);
  return { receipt: await connectorTo(server, timeoutMs).deliver(entry, signal), devices: server.devices };
}

describe('a unit that is new to the server', () => {
  test.each(['ed25519', 'ecdsa-p256'] as const)('is preauthorized with its %s key', async (keyType) => {
    await using server = await startFakeMender();
    const entry = entryOf(generateKey(keyType).publicKeyPem);
    const receipt = await connectorTo(server).deliver(entry, signal);
    expect(server.devices).toMatchObject([{ id: receipt.deviceId, auth_sets: [{ status: 'preauthorized' }] }]);
    expect(receipt.wasThere).toBe(false);
  });

  test('keeps a path of the address in front of the API', async () => {
    await using server = await startFakeMender();
    await caught(() =>
      connectorTo({ url: `${server.url}/behind/proxy/`, token: server.token }).deliver(newEntry(), signal),
    );
    expect(server.seen[0]?.path).toBe('/behind/proxy/api/management/v2/devauth/devices');
  });
});

describe.each([false, true])('a unit that the server has already (old servers: %s)', (isOld) => {
  test('with the same key is delivered, however the PEM is folded', async () => {
    const { receipt, devices } = await deliver((server, { payload }) => {
      server.isConflictBodyOld = isOld;
      server.deviceCalls(payload.identityData, payload.publicKeyPem.replaceAll('\n', '\r\n'), 'preauthorized');
    });
    expect(receipt).toMatchObject({ wasThere: true, deviceId: devices[0]?.id });
    expect(devices).toHaveLength(1);
  });

  test('is accepted where it called first, with that key', async () => {
    const { devices } = await deliver((server, { payload }) => {
      server.isConflictBodyOld = isOld;
      server.deviceCalls(payload.identityData, payload.publicKeyPem);
    });
    expect(devices[0]?.auth_sets[0]?.status).toBe('accepted');
  });

  provokes(
    'fleet/conflict',
    `with another key stays what it was (old servers: ${isOld})`,
    () =>
      deliver((server, { payload }) => {
        server.isConflictBodyOld = isOld;
        server.deviceCalls(payload.identityData, generateKey('ed25519').publicKeyPem);
      }),
    (error) => expect(error.message).toContain('AC-1'),
  );
  provokes('fleet/refused', `and that somebody rejected is not enrolled (old servers: ${isOld})`, () =>
    deliver((server, { payload }) => {
      server.isConflictBodyOld = isOld;
      server.deviceCalls(payload.identityData, payload.publicKeyPem, 'rejected');
    }),
  );
  provokes('fleet/unavailable', `and is just removing is tried later (old servers: ${isOld})`, () =>
    deliver((server, { payload }) => {
      server.isConflictBodyOld = isOld;
      server.deviceCalls(payload.identityData, payload.publicKeyPem).decommissioning = true;
    }),
  );
});

test('a device is found on the third page of a list', async () => {
  const { receipt } = await deliver((server, { payload }) => {
    server.isConflictBodyOld = true;
    for (let index = 0; index < 1_100; index++) server.deviceCalls({ sn: `other-${index}` }, 'x');
    server.deviceCalls(payload.identityData, payload.publicKeyPem, 'accepted');
  }, 10_000);
  expect(receipt.wasThere).toBe(true);
});

describe('every other answer', () => {
  const table: readonly (readonly [Fault, ErrorCode])[] = [
    ['answer-401', 'fleet/unauthorized'],
    ['answer-403', 'fleet/unauthorized'],
    ['answer-429', 'fleet/rate-limited'],
    ['answer-500', 'fleet/unavailable'],
    ['answer-503-html-after', 'fleet/unavailable'],
    ['reset-before', 'fleet/unavailable'],
    ['html-200', 'fleet/not-the-api'],
    ['broken-json-after', 'fleet/not-the-api'],
    ['endless-after', 'fleet/not-the-api'],
    ['redirect', 'fleet/redirected'],
  ];
  test.each(table)('%s is %s', async (fault, code) => {
    const error = await caught(() => deliver((server) => void server.faults.push(fault), 5_000));
    expect(error).toMatchObject({ code });
  });
  test.each(['silent-before', 'silent-after', 'slow-loris-after'] as const)('%s is fleet/timeout', async (fault) => {
    const error = await caught(() => deliver((server) => void server.faults.push(fault), 150));
    expect(error).toMatchObject({ code: 'fleet/timeout' });
  });

  provokes('fleet/timeout', 'no answer', () => deliver((server) => void server.faults.push('silent-before'), 150));
  provokes('fleet/unavailable', 'the server failed', () => deliver((server) => void server.faults.push('answer-500')));
  provokes(
    'fleet/rate-limited',
    'and says for how long to wait',
    () => deliver((server) => void server.faults.push('answer-429')),
    (error) => expect(error.context.retryAfterMs).toBe(1_000),
  );
  provokes(
    'fleet/not-the-api',
    'a captive portal, and says what it sent',
    () => deliver((server) => void server.faults.push('html-200')),
    (error) => expect(error.message).toContain('guest network'),
  );
  provokes('fleet/not-the-api', 'an address without the API', () =>
    deliver((server) => {
      server.fixedAnswer = { status: 404, body: '{}' };
    }),
  );
  provokes('fleet/not-the-api', 'a server that does not speak HTTP', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n'));
    const port = await listen(server);
    try {
      await connectorTo({ url: `http://127.0.0.1:${port}`, token: 'abc' }).deliver(newEntry(), signal);
    } finally {
      server.close();
    }
  });
  provokes(
    'fleet/refused',
    'a request that the server finds wrong, with its reason',
    () =>
      deliver((server) => {
        server.fixedAnswer = { status: 400, body: '{"error":"cannot decode public key"}' };
      }),
    (error) => expect(error.message).toContain('cannot decode public key'),
  );
  provokes('fleet/refused', 'an entry that is no preauthorization', async () => {
    await using server = await startFakeMender();
    await connectorTo(server).deliver({ entryId: 'e1', topic: 'other', payload: {} }, signal);
  });
  provokes('fleet/unauthorized', 'a wrong token', async () => {
    await using server = await startFakeMender();
    await connectorTo({ url: server.url, token: 'wrong' }).deliver(newEntry(), signal);
  });
  provokes('fleet/unauthorized', 'a token that is none', async () => {
    await using server = await startFakeMender();
    await connectorTo({ url: server.url, token: 'two\r\nlines: x' }).deliver(newEntry(), signal);
  });
  provokes(
    'fleet/offline',
    'nobody there',
    async () => {
      const server = await startFakeMender();
      await server[Symbol.asyncDispose]();
      await connectorTo(server).deliver(newEntry(), signal);
    },
    (error) => expect(error.message).toContain('ECONNREFUSED'),
  );
  provokes('fleet/redirected', 'to another host', () => deliver((server) => void server.faults.push('redirect')));

  test('a redirect is not followed, and the token not sent on', async () => {
    await using stranger = await startFakeMender();
    await using server = await startFakeMender();
    server.fixedAnswer = { status: 307, body: '', headers: { location: `${stranger.url}/x?secret=1` } };
    const error = await caught(() => connectorTo(server).deliver(newEntry(), signal));
    expect(error).toMatchObject({ code: 'fleet/redirected', context: { target: stranger.url } });
    expect(stranger.seen).toEqual([]);
  });

  test('no error carries the token', async () => {
    await using server = await startFakeMender();
    for (const [fault] of table) {
      server.faults.push(fault);
      const error = await caught(() => connectorTo(server, 5_000).deliver(newEntry(), signal));
      expect(JSON.stringify(error) + String(error)).not.toContain(server.token);
    }
  });
});

describe('the settings of a fleet', () => {
  for (const [url, why] of [
    ['http://mender.example', 'plain http'],
    ['ftp://mender.example', 'another protocol'],
    ['https://user:pass@mender.example', 'credentials in the address'],
    ['https://mender.example/?a=b', 'a query'],
    ['mender.example', 'no URL'],
  ] as const) {
    provokes('fleet/not-configured', `refuse ${why}`, () => parseFleetUrl('acme', url));
  }

  const station = () => {
    const dir = useTempDir();
    const tokens = createKeyStore({
      filePath: `${dir}/keys.json`,
      backend: { kind: 'passphrase', passphrase: async () => undefined },
    });
    let settings = {};
    const file = {
      read: async () => settings,
      write: async (next: object) => {
        settings = next;
      },
    };
    const signer = () => Promise.reject(new Error('not used'));
    return createFleets({ file, tokens, signer, clock: systemClock });
  };

  provokes('fleet/not-configured', 'do not know the fleet', () => station().connector('acme'));
  test('a locked key store makes entries wait', async () => {
    const fleets = station();
    await fleets.set('acme', { kind: 'mender', url: 'https://127.0.0.1:1', tokenRef: 'acme' });
    const error = await caught(async () => (await fleets.connector('acme')).deliver(newEntry(), signal));
    expect(error).toMatchObject({ code: 'fleet/unauthorized' });
  });
  test('are changed and removed', async () => {
    const fleets = station();
    await fleets.set('acme', { kind: 'mender', url: 'https://mender.example', tokenRef: 'acme' });
    await fleets.set('stick', { kind: 'file', dir: '/media/stick' });
    await fleets.remove('acme');
    expect(Object.keys(await fleets.list())).toEqual(['stick']);
  });
});
