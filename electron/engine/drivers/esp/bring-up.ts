// From an open port to the best loader that the options and the line allow: stub, line rate, flash attached.
import type { PortInfo } from '../../../contract/device.ts';
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import { rateLadder, tryChangeRate } from './baud.ts';
import { type EspChip, WATCHDOG_KEY } from './chips.ts';
import { attachFlash, readReg, runInRam, setFlashSize, writeReg } from './commands.ts';
import { type ConnectOptions, connect, type Loader } from './connect.ts';
import { identifyUnit, readRevision, type UnitFacts } from './identify.ts';
import type { LoaderLink } from './link.ts';
import type { EspOptions } from './options.ts';
import { defaultStrategies, isUsbSerialJtag } from './reset.ts';
import { loadStub } from './stub.ts';

/** Rate that every ROM starts with. */
export const INITIAL_BAUD_RATE = 115200;

export interface BroughtUp {
  readonly loader: Loader;
  readonly facts: UnitFacts;
}

/** Resets the unit into its loader, whatever it did before, and makes it as fast as it can be. */
export async function bringUp(
  link: LoaderLink,
  options: EspOptions,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<BroughtUp> {
  const { transport } = link;
  const how: ConnectOptions = {
    strategies: options.reset ?? defaultStrategies(transport.port),
    rounds: options.connectRounds,
    log,
  };
  const reach = async () => {
    await transport.setBaudRate(INITIAL_BAUD_RATE, signal);
    return prepareLoader(await connect(link, how, signal), options, log, signal);
  };
  const loader = await raiseRate(await reach(), reach, options, log, signal);
  await attachFlash(loader, signal);
  const facts = await identifyUnit(loader, options, signal);
  const { flashSizeBytes } = facts.identity;
  if (flashSizeBytes !== undefined) await setFlashSize(loader, flashSizeBytes, signal);
  log(`${loader.chip.title} answers at ${transport.baudRate} baud through its ${loader.isStub ? 'stub' : 'ROM'}`);
  return { loader, facts };
}

/** Keeps the watchdogs quiet and puts the stub in the ROM's place where that is wanted and possible. */
async function prepareLoader(
  loader: Loader,
  options: EspOptions,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<Loader> {
  // The ROM of a secured unit runs nothing of ours, and an ESP32-S2 or S3 on its own USB needs no watchdog care.
  if (loader.isStub || loader.isSecureDownload) return loader;
  await quietWatchdogs(loader, transportPort(loader), signal);
  if (!options.stub) return loader;
  const stub = await loadStub(loader.chip.title, await stubRevision(loader, signal));
  if (!stub) {
    log(`there is no flasher stub for the ${loader.chip.title}; its ROM is used`);
    return loader;
  }
  await runInRam(loader, stub, signal);
  return { ...loader, isStub: true };
}

const transportPort = (loader: Loader): PortInfo => loader.link.transport.port;

/** Only the ESP32-P4 has a stub for each of two generations. */
async function stubRevision(loader: Loader, signal: AbortSignal): Promise<number> {
  if (loader.chip.name !== 'esp32p4') return 0;
  const revision = await readRevision(loader, signal);
  return revision ? revision.major * 100 + revision.minor : 0;
}

/** Behind the USB-Serial-JTAG port a reset does not stop the RTC watchdogs, which would then reset the loader. */
async function quietWatchdogs(loader: Loader, port: PortInfo, signal: AbortSignal): Promise<void> {
  const registers = (loader.chip satisfies EspChip).watchdogs;
  if (!registers || !isUsbSerialJtag(port)) return;
  await writeReg(loader, registers.protect, WATCHDOG_KEY, signal);
  await writeReg(loader, registers.config, 0, signal);
  await writeReg(loader, registers.protect, 0, signal);
  await writeReg(loader, registers.superProtect, registers.superKey, signal);
  const config = await readReg(loader, registers.superConfig, signal);
  await writeReg(loader, registers.superConfig, (config | (1 << registers.superAutoFeedBit)) >>> 0, signal);
  await writeReg(loader, registers.superProtect, 0, signal);
}

/** Tries the rate asked for, then lower ones; a failed try may leave the unit deaf, so it is reached anew. */
async function raiseRate(
  first: Loader,
  reach: () => Promise<Loader>,
  options: EspOptions,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<Loader> {
  const { transport } = first.link;
  // The USB peripheral has no line rate, and the ROM of the ESP8266 no command to change it.
  const isFixed = isUsbSerialJtag(transport.port) || (first.chip.name === 'esp8266' && !first.isStub);
  if (isFixed || options.baudRate === transport.baudRate) return first;
  let loader = first;
  for (const rate of rateLadder(options.baudRate, INITIAL_BAUD_RATE)) {
    if (await tryChangeRate(loader, rate, signal)) return loader;
    log(`the line does not carry ${rate} baud`);
    try {
      loader = await reach();
    } catch (thrown) {
      if (!(thrown instanceof SlipwayError)) throw thrown;
      throw new SlipwayError(thrown.code, say('line-lost-at-rate', { fault: thrown.sentence, baudRate: rate }), {
        cause: thrown,
        context: thrown.context,
        action: say('do-lower-baud-rate'),
      });
    }
  }
  return loader;
}
