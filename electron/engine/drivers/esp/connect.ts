// From an open port to a loader that answers: reset strategies, sync, and which chip it is.
// esptool documentation, "Serial Protocol", "Initial Synchronisation" and "Supported Commands".
import { SlipwayError } from '../../../contract/errors.ts';
import type { NamedContext } from '../../../contract/evidence.ts';
import { say } from '../../../contract/sentences.ts';
import { chipById, chipByMagic, chipByName, type EspChip } from './chips.ts';
import {
  decodeSecurityInfo,
  encodeSyncBody,
  op,
  SECURITY_INFO_BYTES,
  SECURITY_INFO_BYTES_S2,
  type SecurityInfo,
  tryDecodeReply,
  words,
} from './codec.ts';
import type { LoaderLink } from './link.ts';
import { type ResetStrategy, resetIntoLoader } from './reset.ts';

const SYNC_TIMEOUT_MS = 100;
const SYNC_ATTEMPTS = 5;
/** A SYNC is answered eight times; the other seven must not be taken for later replies. */
const SYNC_FURTHER_REPLIES = 7;
/** Some ROMs do not answer commands that they do not know. */
const SECURITY_INFO_TIMEOUT_MS = 1000;
const READ_MAGIC_TIMEOUT_MS = 1000;
const QUIET_MS = 30;
/** Register whose content differs between the early chips (esptool: CHIP_DETECT_MAGIC_REG_ADDR). */
export const CHIP_MAGIC_ADDRESS = 0x40001000;

/** A loader that answers; a snapshot that holds until the unit resets. */
export interface Loader {
  readonly link: LoaderLink;
  readonly chip: EspChip;
  readonly security: SecurityInfo | undefined;
  readonly isSecureDownload: boolean;
  /** The flasher stub answers, not the ROM. */
  readonly isStub: boolean;
  /** What brought it there. */
  readonly reachedBy: ResetStrategy;
}

export interface ConnectOptions {
  readonly strategies: readonly ResetStrategy[];
  readonly rounds: number;
  readonly log: (line: string) => void;
}

/** Rejects with port/silent, port/garbage, port/no-modem-lines, device/wrong-mode, device/unsupported-chip. */
export async function connect(link: LoaderLink, options: ConnectOptions, signal: AbortSignal): Promise<Loader> {
  const { who, reachedBy } = await synchronise(link, options, signal);
  return { link, isStub: who === 'stub', reachedBy, ...(await detect(link, signal)) };
}

/** Sends SYNC at the current line rate. The stub answers it with the value 0, every ROM with another. */
export async function trySync(link: LoaderLink, signal: AbortSignal): Promise<'rom' | 'stub' | undefined> {
  const outcome = await link.tryRequest(op.sync, encodeSyncBody(), { timeoutMs: SYNC_TIMEOUT_MS, signal });
  if (outcome.kind !== 'ok') return undefined;
  for (let count = 0; count < SYNC_FURTHER_REPLIES; ) {
    const frame = await link.nextFrame(SYNC_TIMEOUT_MS, signal);
    if (!frame) break;
    if (tryDecodeReply(frame)?.op === op.sync) count++;
  }
  return outcome.value === 0 ? 'stub' : 'rom';
}

/** Several SYNCs, as the first ones may end a broken frame or set the automatic line rate. */
export async function syncRepeatedly(link: LoaderLink, signal: AbortSignal): Promise<'rom' | 'stub' | undefined> {
  for (let attempt = 0; attempt < SYNC_ATTEMPTS; attempt++) {
    const who = await trySync(link, signal);
    if (who) return who;
  }
  return undefined;
}

async function synchronise(
  link: LoaderLink,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<{ who: 'rom' | 'stub'; reachedBy: ResetStrategy }> {
  const deps = { transport: link.transport, clock: link.clock };
  let strategies = options.strategies;
  await link.forget();
  for (let round = 0; round < options.rounds; round++) {
    for (const strategy of strategies) {
      const moved = await resetIntoLoader(deps, strategy, round > 0, signal);
      if (moved === 'no-modem-lines') {
        if (!options.strategies.includes('none')) {
          throw new SlipwayError(
            'port/no-modem-lines',
            say('line-no-modem-signals', { port: link.transport.port.path, strategy }),
          );
        }
        options.log('the line has no modem signals: no reset, only sync');
        strategies = ['none'];
      }
      const who = await syncRepeatedly(link, signal);
      if (who) {
        const reachedBy = moved === 'ok' ? strategy : 'none';
        options.log(`sync answered by the ${who} after reset strategy ${reachedBy}`);
        return { who, reachedBy };
      }
      if (moved === 'no-modem-lines') break;
    }
  }
  throw whyNoSync(link);
}

const BOOT_LOG = /(?:^|\n)(?:ets |ESP-ROM:|rst:0x|[IWE] \(\d+\) )/;
const MIN_PRINTABLE_SHARE = 0.9;
const MIN_TEXT_BYTES = 8;

/** Tells from what arrived instead of replies what is the matter with the bench. */
function whyNoSync(link: LoaderLink): SlipwayError {
  const path = link.transport.port.path;
  const { evidence } = link;
  if (evidence.length === 0) {
    return new SlipwayError('port/silent', say('line-no-byte', { port: path }));
  }
  const text = new TextDecoder().decode(evidence);
  const printable = evidence.filter((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d)).length;
  const isText = evidence.length >= MIN_TEXT_BYTES && printable / evidence.length >= MIN_PRINTABLE_SHARE;
  const context: NamedContext = {
    port: path,
    receivedBytes: evidence.length,
    tail: text.slice(-200).replace(/\p{C}+/gu, ' '),
  };
  if (isText && /waiting for download/.test(text)) {
    return new SlipwayError('port/silent', say('line-one-way', { port: path }), {
      context,
      action: say('do-check-tx-wire'),
    });
  }
  if (isText || BOOT_LOG.test(text)) {
    return new SlipwayError('device/wrong-mode', say('line-prints-text', { port: path }), { context });
  }
  return new SlipwayError('port/garbage', say('line-no-reply', { port: path, receivedBytes: evidence.length }), {
    context,
  });
}

async function detect(
  link: LoaderLink,
  signal: AbortSignal,
): Promise<Pick<Loader, 'chip' | 'security' | 'isSecureDownload'>> {
  const info = await link.tryRequest(op.getSecurityInfo, new Uint8Array(), {
    timeoutMs: SECURITY_INFO_TIMEOUT_MS,
    dataBytes: [SECURITY_INFO_BYTES, SECURITY_INFO_BYTES_S2],
    signal,
  });
  const security = info.kind === 'ok' ? decodeSecurityInfo(info.data) : undefined;
  const isSecureDownload = security?.flags.secureDownload ?? false;
  if (security?.chipId !== undefined) {
    const chip = chipById(security.chipId);
    if (!chip) {
      throw new SlipwayError('device/unsupported-chip', say('chip-id-unknown', { chipId: security.chipId }));
    }
    return { chip, security, isSecureDownload };
  }

  // An ESP8266 or ESP32 does not know the command and may say so several times.
  if (!security) await link.drain(QUIET_MS, signal);
  const magic = await link.tryRequest(op.readReg, words(CHIP_MAGIC_ADDRESS), {
    timeoutMs: READ_MAGIC_TIMEOUT_MS,
    signal,
  });
  if (magic.kind === 'ok') {
    const chip = chipByMagic(magic.value);
    if (chip) return { chip, security, isSecureDownload };
    throw new SlipwayError('device/unsupported-chip', say('chip-magic-unknown', { magic: magic.value }));
  }
  const s2 = chipByName('esp32s2');
  if (security && s2) return { chip: s2, security, isSecureDownload: true };
  if (magic.kind === 'failed') {
    throw new SlipwayError('device/secure-download', say('chip-not-told'), { context: { errorCode: magic.errorCode } });
  }
  throw new SlipwayError('device/timeout', say('chip-not-answered'), {
    context: { timeoutMs: READ_MAGIC_TIMEOUT_MS },
  });
}
