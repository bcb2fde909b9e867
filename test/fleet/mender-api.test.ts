// Our requests, and the fake server's answers, against Mender's official API: Prism stands between the two, checks
// both by the OpenAPI document of mendersoftware/mender-server, and turns what breaks it into an error.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createMenderConnector } from '../../electron/engine/fleet/mender.ts';
import { generateKey } from '../../electron/engine/identity/keys.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { closedPort } from '../support/closed-port.ts';
import { projectRoot, spawnNode } from '../support/processes.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { startFakeMender } from './fake-mender.ts';

const document = path.resolve(projectRoot, '../shared/openapi/mender.openapi.yaml');
const require = createRequire(import.meta.url);
const prism = tryResolve();

function tryResolve(): string | undefined {
  try {
    return require.resolve('@stoplight/prism-cli/dist/index.js');
  } catch {
    return undefined;
  }
}

skipUnless(
  existsSync(document) && prism !== undefined,
  'the official Mender API (mender.openapi.yaml) or Prism is not here: npm ci, and put the document beside the project',
).run('the official Mender API', () => {
  test('allows every request that the connector makes, and every answer of the fake server', async () => {
    await using server = await startFakeMender();
    const port = await closedPort();
    await using proxy = spawnNode([
      prism ?? '',
      'proxy',
      document,
      server.url,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '--errors',
    ]);
    await proxy.waitForOutput(/Prism is listening/, 60_000);
    const url = `http://127.0.0.1:${port}`;
    const signal = new AbortController().signal;
    const connector = createMenderConnector({
      fleet: 'acme',
      url,
      token: async () => server.token,
      clock: systemClock,
    });
    const entryOf = (keyType: 'ed25519' | 'ecdsa-p256', serial: string) => {
      const { publicKeyPem, keyFingerprint } = generateKey(keyType);
      const payload = { identityData: { mac: '02:00:00:00:00:01', sn: serial }, publicKeyPem, keyFingerprint, serial };
      return { entryId: serial, topic: 'preauthorize', payload };
    };

    const first = entryOf('ed25519', 'AC-1');
    expect(await connector.deliver(first, signal)).toMatchObject({ wasThere: false });
    expect(await connector.deliver(first, signal), 'the 409 names the device').toMatchObject({ wasThere: true });
    expect(await connector.deliver(entryOf('ecdsa-p256', 'AC-2'), signal)).toMatchObject({ wasThere: false });

    const early = entryOf('ed25519', 'AC-3');
    server.deviceCalls(early.payload.identityData, early.payload.publicKeyPem);
    expect(await connector.deliver(early, signal), 'a pending device is accepted').toMatchObject({ wasThere: true });
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST', 'PUT']);

    server.isConflictBodyOld = true;
    expect(await connector.deliver(first, signal), 'the device is found in the list').toMatchObject({ wasThere: true });
    expect(server.seen.slice(5).map(({ method }) => method)).toEqual(['POST', 'GET']);

    // That the proxy does check: the same request without its key, and without its token.
    const broken = await fetch(`${url}/api/management/v2/devauth/devices`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ identity_data: { sn: 'AC-9' } }),
    });
    expect(broken.status).toBe(422);
    const strange = await fetch(`${url}/api/management/v2/devauth/devices`);
    expect(strange.status).toBe(401);
    expect(server.devices).toHaveLength(3);
  });
});
