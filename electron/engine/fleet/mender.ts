// Mender: a unit is preauthorized, so that the server accepts it the first time that it calls.
// Source: the official API of mendersoftware/mender-server, "Device Authentication", management v2.

import { createPublicKey } from 'node:crypto';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import type { Clock } from '../util/clock.ts';
import {
  canonicalJson,
  type FleetConnector,
  type Preauthorize,
  preauthorizeSchema,
  preauthorizeTopic,
  type Receipt,
} from './connector.ts';
import { createFleetHttp, excerpt, type FleetAnswer } from './http.ts';

export interface MenderDeps {
  readonly fleet: string;
  /** `https://hosted.mender.io`, without the API's path. */
  readonly url: string;
  /** A personal access token, or the JWT of a login. */
  readonly token: () => Promise<string>;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  readonly minIntervalMs?: number;
}

const devicesPath = '/api/management/v2/devauth/devices';
/** Largest page that the API gives. */
const perPage = 500;
/** 200 pages are 100 000 devices: beyond that a listing is no way to find one. */
const pageLimit = 200;

const authSetSchema = z.object({ id: z.string().optional(), pubkey: z.string(), status: z.string().optional() });
const deviceSchema = z.object({
  id: z.string(),
  identity_data: z.record(z.string(), z.json()).optional(),
  status: z.string().optional(),
  auth_sets: z.array(authSetSchema).nullish(),
  decommissioning: z.boolean().optional(),
});
type Device = z.infer<typeof deviceSchema>;
const problemSchema = z.object({ error: z.string() });

export function createMenderConnector(deps: MenderDeps): FleetConnector {
  const { fleet } = deps;
  const http = createFleetHttp({ ...deps, timeoutMs: deps.timeoutMs ?? 30_000 });

  const notTheApi = (what: Sentence) => new SlipwayError('fleet/not-the-api', what);

  const refused = (request: Preauthorize, answer: FleetAnswer) => {
    const problem = problemSchema.safeParse(answer.json);
    const place = { fleet, serial: request.serial, status: answer.status };
    return new SlipwayError(
      'fleet/refused',
      problem.success
        ? say('fleet-refused', { ...place, answer: excerpt(problem.data.error) })
        : say('fleet-refused-silently', place),
    );
  };

  async function preauthorize(request: Preauthorize, signal: AbortSignal): Promise<Receipt> {
    const body = canonicalJson({ identity_data: request.identityData, pubkey: request.publicKeyPem });
    const answer = await http.request('POST', devicesPath, body, signal);
    if (answer.status === 201) return receiptOf(deviceIdOf(answer.location), request, false);
    if (answer.status === 409) return settleConflict(request, answer, signal);
    if (answer.status < 300) throw notTheApi(say('fleet-answers-preauthorization', { fleet, status: answer.status }));
    throw refused(request, answer);
  }

  /** The server has such a device: ours from an attempt whose answer was lost, or somebody else's. */
  async function settleConflict(request: Preauthorize, answer: FleetAnswer, signal: AbortSignal): Promise<Receipt> {
    const device = conflictingDevice(request, answer) ?? (await findDevice(request, signal));
    if (device === undefined || device.decommissioning === true) {
      // Mender removes a device in the background; until then it is in the way.
      throw new SlipwayError('fleet/unavailable', say('fleet-still-removing', { fleet, serial: request.serial }));
    }
    const own = device.auth_sets?.find(({ pubkey }) => isSameKey(pubkey, request.publicKeyPem));
    const place = { fleet, serial: request.serial, deviceId: device.id };
    if (own === undefined) {
      throw new SlipwayError('fleet/conflict', say('fleet-conflict', place));
    }
    if (own.status === 'rejected') {
      throw new SlipwayError('fleet/refused', say('fleet-rejected', place));
    }
    if (own.status === 'pending' && own.id !== undefined) await accept(request, device.id, own.id, signal);
    return receiptOf(device.id, request, true);
  }

  /** The body of a 409 is the conflicting device; older servers send an error only. */
  function conflictingDevice(request: Preauthorize, answer: FleetAnswer): Device | undefined {
    const device = deviceSchema.safeParse(answer.json);
    return device.success && isSameIdentity(device.data, request) && device.data.auth_sets ? device.data : undefined;
  }

  async function findDevice(request: Preauthorize, signal: AbortSignal): Promise<Device | undefined> {
    for (let page = 1; page <= pageLimit; page++) {
      const answer = await http.request('GET', `${devicesPath}?page=${page}&per_page=${perPage}`, undefined, signal);
      if (answer.status !== 200) throw refused(request, answer);
      const devices = z.array(deviceSchema).safeParse(answer.json);
      if (!devices.success) throw notTheApi(say('fleet-answers-listing', { fleet }));
      const found = devices.data.find((device) => isSameIdentity(device, request));
      if (found !== undefined || devices.data.length < perPage) return found;
    }
    return undefined;
  }

  /** The unit called before it was preauthorized, with the very key it was given: it is the one that is meant. */
  async function accept(
    request: Preauthorize,
    deviceId: string,
    authSetId: string,
    signal: AbortSignal,
  ): Promise<void> {
    const path = `${devicesPath}/${encodeURIComponent(deviceId)}/auth/${encodeURIComponent(authSetId)}/status`;
    const answer = await http.request('PUT', path, canonicalJson({ status: 'accepted' }), signal);
    if (answer.status !== 204) throw refused(request, answer);
  }

  return {
    id: fleet,
    minIntervalMs: deps.minIntervalMs ?? 100,
    async check(signal) {
      const answer = await http.request('GET', `${devicesPath}?page=1&per_page=1`, undefined, signal);
      if (answer.status >= 300 || !z.array(deviceSchema).safeParse(answer.json).success)
        throw notTheApi(say('fleet-answers-check', { fleet, status: answer.status }));
    },
    async deliver(entry, signal) {
      const request = preauthorizeSchema.safeParse(entry.payload);
      if (entry.topic !== preauthorizeTopic || !request.success) {
        throw new SlipwayError(
          'fleet/refused',
          say('fleet-entry-other-topic', { entryId: entry.entryId, topic: entry.topic }),
          { context: { fleet } },
        );
      }
      return preauthorize(request.data, signal);
    },
  };
}

const receiptOf = (deviceId: string | null, request: Preauthorize, wasThere: boolean): Receipt => ({
  deviceId,
  keyFingerprint: request.keyFingerprint,
  wasThere,
});

const deviceIdOf = (location: string | null): string | null =>
  location === null ? null : (/\/([A-Za-z0-9-]{1,64})\/?$/.exec(location)?.[1] ?? null);

const isSameIdentity = (device: Device, request: Preauthorize): boolean =>
  device.identity_data !== undefined && canonicalJson(device.identity_data) === canonicalJson(request.identityData);

/** Compared as keys, not as text: a server may fold the lines of PEM as it likes. */
function isSameKey(a: string, b: string): boolean {
  try {
    return createPublicKey(a).equals(createPublicKey(b));
  } catch {
    return false;
  }
}
