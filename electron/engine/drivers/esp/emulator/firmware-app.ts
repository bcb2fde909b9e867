// The demonstration firmware that the emulated chips run: it reads its identity and configuration from NVS, prints how it
// is, and proves who it is on the console. Start reading at `createFirmware`.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ConfigEntry, ConfigValue, Partition } from '../../driver.ts';
import { parseNvs } from '../nvs.ts';
import type { NorFlash } from './nor-flash.ts';

export interface FirmwareInput {
  readonly flash: NorFlash;
  readonly partitions: readonly Partition[];
  readonly version: string;
  readonly chip: string;
  readonly mac: string;
  readonly identityNamespace: string;
  readonly configNamespace: string;
  /** Claims another identity than the one that it was given. */
  readonly isLying: boolean;
}

export interface Firmware {
  /** Undefined while the unit has no identity. */
  readonly serial: string | undefined;
  /** What it prints as it starts. */
  readonly greeting: readonly string[];
  /** The lines with which it answers one line from the console. */
  answer(command: string): readonly string[];
}

const DATA_TYPE = 1;
const NVS_SUBTYPE = 2;

export function createFirmware(input: FirmwareInput): Firmware {
  const { entries, problems } = readStorage(input);
  const of = (key: string) =>
    entries.find((entry) => entry.namespace === input.identityNamespace && entry.key === key)?.value;
  const storedSerial = textOf(of('serial'));
  const serial = input.isLying && storedSerial !== undefined ? `${storedSerial}-X` : storedSerial;
  const key = input.isLying ? generateKeyPairSync('ed25519').privateKey : tryKey(of('key'));
  const config = entries.filter((entry) => entry.namespace === input.configNamespace);

  return {
    serial,
    greeting: [
      ...problems,
      `free heap: ${freeHeap(input.mac)} bytes`,
      `vdd: ${3300 + (freeHeap(input.mac) % 11) - 5} mV`,
      `slipway: up, firmware ${input.version}`,
    ],
    answer(command) {
      const [verb, nonce = ''] = command.split(/\s+/);
      if (verb === 'identify') return [`SLIPWAY-ID ${JSON.stringify(identify(nonce))}`];
      if (verb === 'config')
        return [JSON.stringify(Object.fromEntries(config.map((entry) => [entry.key, shown(entry.value)])))];
      if (verb === 'help') return ['identify <nonce>', 'config'];
      return [`unknown command "${command.slice(0, 40)}"; try "help"`];
    },
  };

  function identify(nonce: string): Record<string, string | null> {
    if (serial === undefined) return { mac: input.mac, serial: null };
    const identity = { serial, mac: input.mac, chip: input.chip, firmware: input.version };
    if (!key) return identity;
    const message = Buffer.from(`slipway-identify:${nonce}:${serial}`, 'utf8');
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
    return {
      ...identity,
      keyFingerprint: createHash('sha256').update(publicKey).digest('hex'),
      signature: sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', message, key).toString('base64'),
    };
  }
}

/** All NVS partitions; one that cannot be read is reported as the library does, and counts as empty. */
function readStorage(input: FirmwareInput): { entries: ConfigEntry[]; problems: string[] } {
  const entries: ConfigEntry[] = [];
  const problems: string[] = [];
  for (const partition of input.partitions) {
    if (partition.type !== DATA_TYPE || partition.subtype !== NVS_SUBTYPE) continue;
    try {
      entries.push(...parseNvs(input.flash.read(partition.offset, partition.sizeBytes)));
    } catch {
      problems.push(`E (310) nvs: partition "${partition.label}" is corrupt, nvs_flash_init failed (0x1102)`);
    }
  }
  return { entries, problems };
}

function textOf(value: ConfigValue | undefined): string | undefined {
  return value?.type === 'string' ? value.value : undefined;
}

/** A private key as PKCS#8, either PEM in a string or DER in a blob. */
function tryKey(value: ConfigValue | undefined): KeyObject | undefined {
  try {
    if (value?.type === 'string') return createPrivateKey(value.value);
    if (value?.type !== 'blob') return undefined;
    const bytes = Buffer.from(value.value);
    if (bytes.subarray(0, 5).toString('latin1') === '-----')
      return createPrivateKey(bytes.toString('latin1').replace(/\0+$/, ''));
    return createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

function shown(value: ConfigValue): string | number {
  if (value.type === 'string') return value.value;
  if (value.type === 'blob') return Buffer.from(value.value).toString('hex');
  const number = Number(value.value);
  return Number.isSafeInteger(number) ? number : value.value.toString();
}

/** Differs a little from unit to unit, as it does. */
const freeHeap = (mac: string) => 298_000 + (createHash('sha256').update(mac).digest().readUInt16LE(0) % 4096);
