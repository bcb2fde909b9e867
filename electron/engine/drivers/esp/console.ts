// Leaving the boot loader and listening to what the unit says. Boot messages: ESP-IDF programming guide,
// "Fatal Errors" and "Bootloader"; ROM messages: ESP-IDF, "esp_rom" and esptool documentation, "Boot Log".
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Clock } from '../../util/clock.ts';
import type { ConsoleCapability } from '../driver.ts';
import { op, words } from './codec.ts';
import { flashBegin } from './commands.ts';
import type { Loader } from './connect.ts';
import { holdReset, releaseReset } from './reset.ts';

/** A port on the chip itself vanishes when the chip resets, and comes back when its firmware has started. */
const REENUMERATION_TIMEOUT_MS = 5000;
const RESTART_TIMEOUT_MS = 500;
const ESPRESSIF_VENDOR_ID = 0x303a;

export const bootFailures: ConsoleCapability['bootFailures'] = [
  { pattern: /invalid header: 0x[0-9a-f]+/i, meaning: say('reason-boot-header') },
  { pattern: /flash read err/i, meaning: say('reason-boot-flash') },
  { pattern: /csum err/i, meaning: say('reason-boot-checksum') },
  {
    pattern: /ets_loader|secure boot (?:verification|check) fail/i,
    meaning: say('reason-boot-signature'),
  },
  { pattern: /no bootable app partitions/i, meaning: say('reason-boot-no-app') },
  { pattern: /image at 0x[0-9a-f]+ has invalid/i, meaning: say('reason-boot-app') },
  {
    pattern: /sha-?256 comparison failed|image hash failed|checksum failed/i,
    meaning: say('reason-boot-app-hash'),
  },
  {
    pattern: /partition table.*(?:invalid|fail)|failed to (?:load|verify) partition table/i,
    meaning: say('reason-boot-table'),
  },
  { pattern: /guru meditation error/i, meaning: say('reason-boot-crash') },
  { pattern: /abort\(\) was called/i, meaning: say('reason-boot-abort') },
  {
    pattern: /rst:0x[0-9a-f]+ \((?:RTCWDT|TG\d?WDT|MWDT|SW_CPU_RESET.*WDT|TG\d_?WDT)/i,
    meaning: say('reason-boot-watchdog'),
  },
  {
    pattern: /brownout detector was triggered|rst:0x[0-9a-f]+ \(.*BROWN_?OUT/i,
    meaning: say('reason-boot-brownout'),
  },
];

export interface ConsoleDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly baudRate: number;
  readonly log: (line: string) => void;
  /** The loader that answers now, if any; it is gone afterwards. */
  takeLoader(): Loader | undefined;
  /** Whether DTR and RTS brought the unit into its loader, so that they can bring it out. */
  hasResetLines(): boolean;
}

export function createConsole(deps: ConsoleDeps): ConsoleCapability {
  const { transport, clock } = deps;
  let decoder = new TextDecoder();
  const isOwnUsb = transport.port.usbVendorId === ESPRESSIF_VENDOR_ID;

  /** Runs `act`; a port that vanishes because the chip resets is waited for. */
  async function acrossReset(act: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      if (!isOwnUsb || !isGone(thrown)) throw thrown;
      await transport.reopen(REENUMERATION_TIMEOUT_MS, signal);
    }
  }

  return {
    bootFailures,
    async start(signal) {
      decoder = new TextDecoder();
      const loader = deps.takeLoader();
      await acrossReset(async () => {
        if (deps.hasResetLines() && (await holdReset(deps, signal)) === 'ok') {
          await transport.setBaudRate(deps.baudRate, signal);
          await transport.discardInput();
          await releaseReset(deps, signal);
          return;
        }
        // Without lines and without a loader the application runs already, and nothing can make it start again.
        if (!loader) return;
        deps.log('no reset lines: the loader is asked to start the application');
        await leaveLoader(loader, signal);
        await transport.setBaudRate(deps.baudRate, signal);
      }, signal);
    },
    async read(timeoutMs, signal) {
      const deadline = clock.monotonicMs() + timeoutMs;
      for (;;) {
        const leftMs = deadline - clock.monotonicMs();
        if (leftMs <= 0) return undefined;
        let bytes: Uint8Array | undefined;
        await acrossReset(async () => {
          bytes = await transport.read(leftMs, signal);
        }, signal);
        // A character may be cut; then it comes with the next bytes.
        const text = bytes && decoder.decode(bytes, { stream: true });
        if (text) return text;
      }
    },
    send: (text, signal) => transport.write(new TextEncoder().encode(text), signal),
  };
}

const isGone = (thrown: unknown) => thrown instanceof SlipwayError && thrown.code === 'port/gone';

/** FLASH_END with 0 restarts the chip, which then starts what is in flash unless the strap is held. It need not answer. */
async function leaveLoader(loader: Loader, signal: AbortSignal): Promise<void> {
  const { link, isStub, chip } = loader;
  if (isStub && chip.name === 'esp8266') {
    await link.sendFrame(new Uint8Array([0, op.runUserCode, 0, 0, 0, 0, 0, 0]), signal);
    return;
  }
  await flashBegin(loader, { eraseBytes: 0, blocks: 0, offset: 0, isEncrypted: false }, signal);
  await link.tryRequest(op.flashEnd, words(0), { timeoutMs: RESTART_TIMEOUT_MS, signal });
}
