// What a unit is: MAC, revision, flash chip, security flags. Source: eFuse chapters of the reference manuals.
import type { HardwareIdentity, PortInfo } from '../../../contract/device.ts';
import { SlipwayError } from '../../../contract/errors.ts';
import { named } from '../../../contract/evidence.ts';
import { say } from '../../../contract/sentences.ts';
import { type BitField, popCount } from './chips.ts';
import { readReg, writeReg } from './commands.ts';
import type { Loader } from './connect.ts';

export interface IdentityOptions {
  /** For units in secure download mode, which cannot tell. */
  readonly flashSizeBytes?: number | undefined;
  readonly hardwareId?: string | undefined;
}

export interface UnitFacts {
  readonly identity: HardwareIdentity;
  /** major * 100 + minor, as images state their limits. */
  readonly revisionNumber: number | undefined;
  readonly isFlashEncrypted: boolean;
}

/** Rejects with device/flash-unknown, and with device/secure-download where nothing names the unit. */
export async function identifyUnit(loader: Loader, options: IdentityOptions, signal: AbortSignal): Promise<UnitFacts> {
  return loader.isSecureDownload ? identifySecured(loader, options) : identifyOpen(loader, options, signal);
}

async function identifyOpen(loader: Loader, options: IdentityOptions, signal: AbortSignal): Promise<UnitFacts> {
  const { chip, security } = loader;
  const mac = await readMac(loader, signal);
  const revision = await readRevision(loader, signal);
  const flashId = await readFlashId(loader, signal);
  const flashSizeBytes = options.flashSizeBytes ?? flashSizeOf(flashId);
  if (flashSizeBytes === undefined) {
    throw new SlipwayError('device/flash-unknown', say('flash-size-unknown', { flashId: hex(flashId, 6) }), {
      action: say('do-set-flash-size'),
    });
  }
  const isFlashEncrypted =
    security?.isFlashEncrypted ??
    (chip.flashCrypt !== undefined && popCount(await readField(loader, [chip.flashCrypt], signal)) % 2 === 1);
  return {
    identity: {
      hardwareId: `esp:${mac}`,
      family: 'esp',
      chip: chip.name,
      ...(revision && { revision: `${revision.major}.${revision.minor}` }),
      mac,
      flashSizeBytes,
      flashId: hex(flashId, 6),
      details: named({
        ...securityDetails(loader, isFlashEncrypted),
        features: chip.features,
        flashManufacturer: `0x${hex(flashId & 0xff, 2)}`,
      }),
    },
    revisionNumber: revision && revision.major * 100 + revision.minor,
    isFlashEncrypted,
  };
}

function identifySecured(loader: Loader, options: IdentityOptions): UnitFacts {
  const { chip, security, link } = loader;
  const fromUsb = macFromUsb(link.transport.port);
  const hardwareId = options.hardwareId ?? (fromUsb && `esp:${fromUsb}`);
  if (!hardwareId) {
    throw new SlipwayError('device/secure-download', say('chip-mac-secret', { chip: chip.title }), {
      context: { port: link.transport.port.path },
      action: say('do-give-hardware-id'),
    });
  }
  const isFlashEncrypted = security?.isFlashEncrypted ?? false;
  return {
    identity: {
      hardwareId,
      family: 'esp',
      chip: chip.name,
      ...(fromUsb && { mac: fromUsb }),
      ...(options.flashSizeBytes !== undefined && { flashSizeBytes: options.flashSizeBytes }),
      details: named({ ...securityDetails(loader, isFlashEncrypted), features: chip.features, macReadable: false }),
    },
    revisionNumber: undefined,
    isFlashEncrypted,
  };
}

const securityDetails = ({ security, isSecureDownload, isStub }: Loader, isFlashEncrypted: boolean) => ({
  loader: isStub ? 'stub' : 'rom',
  secureBoot: security?.flags.secureBoot ?? false,
  secureDownload: isSecureDownload,
  flashEncryption: isFlashEncrypted,
});

/** The USB-Serial-JTAG peripheral names itself by the MAC. */
function macFromUsb(port: PortInfo): string | undefined {
  const name = port.usbSerialNumber?.toLowerCase();
  return port.usbVendorId === 0x303a && name && /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(name) ? name : undefined;
}

async function readMac(loader: Loader, signal: AbortSignal): Promise<string> {
  const { mac } = loader.chip;
  if (mac === 'esp8266') return readOldMac(loader, signal);
  const low = await readReg(loader, mac.address, signal);
  const high = await readReg(loader, mac.address + 4, signal);
  return macText([(high >>> 8) & 0xff, high & 0xff, low >>> 24, (low >>> 16) & 0xff, (low >>> 8) & 0xff, low & 0xff]);
}

const OLD_EFUSE_BASE = 0x3ff00050;

/** The ESP8266 keeps three bytes of the MAC and a code for Espressif's early vendor prefixes. */
async function readOldMac(loader: Loader, signal: AbortSignal): Promise<string> {
  const word = (index: number) => readReg(loader, OLD_EFUSE_BASE + 4 * index, signal);
  const [first, second, fourth] = [await word(0), await word(1), await word(3)];
  const tail = [(second >>> 8) & 0xff, second & 0xff, first >>> 24];
  if (fourth !== 0) return macText([(fourth >>> 16) & 0xff, (fourth >>> 8) & 0xff, fourth & 0xff, ...tail]);
  const prefixes = [
    [0x18, 0xfe, 0x34],
    [0xac, 0xd0, 0x74],
  ];
  const prefix = prefixes[(second >>> 16) & 0xff];
  if (prefix) return macText([...prefix, ...tail]);
  throw new SlipwayError('device/unsupported-chip', say('chip-vendor-unknown'), {
    context: { prefixCode: (second >>> 16) & 0xff },
  });
}

const macText = (bytes: readonly number[]) => bytes.map((byte) => hex(byte, 2)).join(':');
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

async function readField(loader: Loader, fields: readonly BitField[], signal: AbortSignal): Promise<number> {
  let value = 0;
  let at = 0;
  for (const { address, shift, bits } of fields) {
    const register = await readReg(loader, address, signal);
    value += ((register >>> shift) & (2 ** bits - 1)) * 2 ** at;
    at += bits;
  }
  return value;
}

export async function readRevision(loader: Loader, signal: AbortSignal) {
  const { revision } = loader.chip;
  if (!revision) return undefined;
  const minor = await readField(loader, revision.minor, signal);
  const raw = await readField(loader, revision.major, signal);
  return { major: revision.isMajorUnary ? lowOnes(raw) : raw, minor };
}

/** How many bits are set in a row from the lowest. */
function lowOnes(value: number): number {
  let count = 0;
  while ((value >>> count) & 1) count++;
  return count;
}

/** JEDEC "Read Identification". */
const READ_ID = 0x9f;
const READ_ID_BITS = 24;
const SPI_CMD_USR = 0x40000;
const USR_COMMAND = 0x80000000;
const USR_MISO = 0x10000000;
const USR2_COMMAND_LENGTH = 7 << 28;
const USR1_MISO_SHIFT_ESP8266 = 8;
const SPI_POLLS = 10;

/** Lets the SPI controller ask the flash for its id: manufacturer in the lowest byte, then type, then capacity. */
async function readFlashId(loader: Loader, signal: AbortSignal): Promise<number> {
  const { base, usr, usr1, usr2, w0, misoLength } = loader.chip.spi;
  const read = (offset: number) => readReg(loader, base + offset, signal);
  const write = (offset: number, value: number) => writeReg(loader, base + offset, value, signal);
  const before = { usr: await read(usr), usr2: await read(usr2) };
  if (misoLength === undefined) await write(usr1, (READ_ID_BITS - 1) << USR1_MISO_SHIFT_ESP8266);
  else await write(misoLength, READ_ID_BITS - 1);
  await write(usr, USR_COMMAND + USR_MISO);
  await write(usr2, USR2_COMMAND_LENGTH | READ_ID);
  await write(w0, 0);
  await write(0, SPI_CMD_USR);
  let isDone = false;
  for (let poll = 0; poll < SPI_POLLS && !isDone; poll++) isDone = ((await read(0)) & SPI_CMD_USR) === 0;
  const id = (await read(w0)) & 0xffffff;
  await write(usr, before.usr);
  await write(usr2, before.usr2);
  if (isDone && id !== 0 && id !== 0xffffff) return id;
  throw new SlipwayError('device/flash-unknown', say('flash-silent', { flashId: hex(id, 6) }));
}

/** The third byte is the power of two of the capacity; some makers add 0x20 for other supply voltages. */
function flashSizeOf(flashId: number): number | undefined {
  const code = (flashId >>> 16) & 0xff;
  if (code >= 0x12 && code <= 0x1c) return 2 ** code;
  if (code >= 0x32 && code <= 0x3a) return 2 ** (code - 0x20);
  return undefined;
}
