// Owns: an Espressif chip with its flash, fuses, ROM loader, boot and firmware, behind a virtual line. It is what the
// virtual bench plugs in and what tests program. May import contract, util, the line's interface and this family's formats.
// Start reading at `createEspEmulator`; loader.ts speaks the protocol, boot.ts starts what is in flash.

import type { DeviceLine, VirtualDevice } from '../../../transport/virtual-device.ts';
import { fromHex } from '../../../util/bytes.ts';
import type { Clock } from '../../../util/clock.ts';
import { createSlipDecoder } from '../slip.ts';
import { type BootEnd, planBoot } from './boot.ts';
import { type EmulatedChip, emulatedChip } from './chips.ts';
import { createFirmware, type Firmware } from './firmware-app.ts';
import { createFuseBank, type FuseBank } from './fuses.ts';
import { createLoader, type Loader } from './loader.ts';
import { createNorFlash, type FlashTiming, type NorFlash, realisticFlashTiming } from './nor-flash.ts';
import { createRegisters, presetFactoryFuses, type Registers } from './registers.ts';
import { parseTemper, type Temper } from './temper.ts';

/** ROMs and ESP-IDF print at this rate. */
const CONSOLE_BAUD_RATE = 115200;
/** Capacitor and resistor on EN: the chip starts so long after the host lets go (ESP32-C3 hardware design guidelines). */
const DEFAULT_STRAP_DELAY_MS = 10;
const MAX_FRAME_BYTES = 0x8000;
const MAX_LINE_CHARS = 1024;

export interface EspEmulatorOptions {
  /** `esp8266`, `esp32`, `esp32s2`, `esp32s3`, `esp32c2`, `esp32c3`, `esp32c5`, `esp32c6`, `esp32h2`, `esp32p4`. */
  readonly chip: string;
  /** `7c:df:a1:00:00:01`. */
  readonly mac: string;
  readonly clock: Clock;
  /** 0 <= value < 1, for tempers and noise; a fixed sequence when not given. */
  readonly random?: () => number;
  /** 4 MiB when not given. */
  readonly flashSizeBytes?: number;
  readonly revision?: { readonly major: number; readonly minor: number };
  readonly secureDownload?: boolean;
  /** See temper.ts; `good` when not given. */
  readonly temper?: string;
  readonly flashTiming?: FlashTiming;
  /** How DTR and RTS reach the chip: two transistors beside a USB-UART bridge, or the chip's own USB-Serial-JTAG. */
  readonly resetCircuit?: 'classic' | 'usb-serial-jtag';
  readonly strapDelayMs?: number;
  /** Starts in download mode at power-on, as with the BOOT button held. */
  readonly startInDownload?: boolean;
  /** Starts in download mode while there is no bootloader, as boards for production do. */
  readonly downloadWhenBlank?: boolean;
  /** Time between steps of the boot counts so many times; 0 prints everything at once. */
  readonly bootTimeFactor?: number;
  readonly identityNamespace?: string;
  readonly configNamespace?: string;
  /** Called with every change of flash and fuses, for persistence. */
  readonly onFlashChange?: (offset: number, bytes: Uint8Array) => void;
  readonly onFuseChange?: (words: readonly number[]) => void;
}

export interface EspInspection {
  readonly chip: string;
  readonly mac: string;
  readonly mode: 'off' | 'reset' | 'download' | 'stub' | 'booting' | 'running' | 'halted';
  readonly temper: string;
  readonly baudRate: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly resets: number;
  readonly flashErases: number;
  readonly flashProgrammedBytes: number;
  readonly fuseBurns: number;
  /** User-data block as burned, lower-case hex; empty where the chip has none. */
  readonly userDataHex: string;
  /** Serial numbers that this unit has started with, in order, without repeats in a row. */
  readonly identitiesSeen: readonly string[];
  /** How often the unit came up. */
  readonly boots: number;
}

export interface EspEmulator extends VirtualDevice {
  inspect(): EspInspection;
  setTemper(temper: string): void;
  readonly flash: NorFlash;
  readonly fuses: FuseBank;
}

type Mode = EspInspection['mode'];

/** One stretch between two resets. */
interface Life {
  readonly abort: AbortController;
  readonly frames: Uint8Array[];
  isWorking: boolean;
  loader: Loader | undefined;
  firmware: Firmware | undefined;
  lineText: string;
}

export function createEspEmulator(options: EspEmulatorOptions): EspEmulator {
  const { clock } = options;
  const random = options.random ?? fixedSequence();
  const macBytes = fromHex(options.mac);
  const revision = options.revision ?? { major: 0, minor: 4 };
  const flashSizeBytes = options.flashSizeBytes ?? 0x400000;
  const strapDelayMs = options.strapDelayMs ?? DEFAULT_STRAP_DELAY_MS;
  const trueChip = emulatedChip(options.chip);
  const flash = createNorFlash(flashSizeBytes, options.onFlashChange);
  const decoder = createSlipDecoder(MAX_FRAME_BYTES);

  let line: DeviceLine | undefined;
  let isPowered = false;
  let mode: Mode = 'off';
  let baudRate = CONSOLE_BAUD_RATE;
  let lines = { dtr: false, rts: false };
  let isHeldInReset = false;
  let isDownloadFlagSet = false;
  let isFlashAttached = false;
  let life = newLife();
  let temperText = 'good';
  let temper: Temper = { kind: 'good' };
  let bytesUntilEvent = Number.POSITIVE_INFINITY;
  let isStalled = false;
  let receivedBytes = 0;
  let sentBytes = 0;
  let resets = 0;
  let boots = 0;
  let chip = trueChip;
  const identitiesSeen: string[] = [];

  const fuses = createFuseBank(trueChip, () => options.onFuseChange?.(fuses.dump()));
  presetFactoryFuses(trueChip, fuses, macBytes, revision);
  let hardware = hardwareOf(trueChip);
  setTemper(options.temper ?? 'good');

  /** Registers of the chip that answers now; `wrong-chip` is another chip in the same place. */
  function hardwareOf(wanted: EmulatedChip): { fuses: FuseBank; registers: Registers } {
    const bank = wanted === trueChip ? fuses : createFuseBank(wanted);
    if (bank !== fuses) presetFactoryFuses(wanted, bank, macBytes, revision);
    const registers = createRegisters({
      chip: wanted,
      fuses: bank,
      revision,
      flashSizeBytes,
      isFlashAttached: () => isFlashAttached || wanted.isMinimalRom,
      baudRate: () => baudRate,
    });
    return { fuses: bank, registers };
  }

  function timing(): FlashTiming {
    const base = options.flashTiming ?? realisticFlashTiming;
    if (temper.kind !== 'slow') return base;
    return {
      sectorEraseMs: base.sectorEraseMs * 4 + 5,
      blockEraseMs: base.blockEraseMs * 4 + 20,
      pageProgramMs: base.pageProgramMs * 4 + 0.5,
      md5MsPerMiB: base.md5MsPerMiB * 4 + 100,
    };
  }

  function send(bytes: Uint8Array): void {
    if (!isPowered || isStalled || temper.kind === 'silent') return;
    const out = temper.kind === 'garbage' ? bytes.map(() => Math.floor(random() * 256)) : damage(bytes);
    sentBytes += out.length;
    line?.send(out);
  }

  const print = (text: string) => send(new TextEncoder().encode(text));

  /** A line that loses or changes a byte in some thousands. */
  function damage(bytes: Uint8Array): Uint8Array {
    if (temper.kind !== 'drop' && temper.kind !== 'corrupt') return bytes;
    const isHit = random() < bytes.length / 8192;
    if (!isHit) return bytes;
    const at = Math.floor(random() * bytes.length);
    if (temper.kind === 'drop') return bytes.filter((_, index) => index !== at);
    return bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte));
  }

  function endLife(next: Mode): void {
    life.abort.abort();
    life = newLife();
    mode = next;
    decoder.reset();
    baudRate = CONSOLE_BAUD_RATE;
    isFlashAttached = false;
    isStalled = false;
  }

  /** Out of reset: the strapping pins decide. */
  function start(isDownload: boolean, cause: { code: number; name: string }): void {
    endLife('reset');
    if (!isPowered) return;
    resets += 1;
    const wanted = temper.kind === 'wrong-chip' ? otherChip(trueChip) : trueChip;
    if (wanted !== chip) {
      chip = wanted;
      hardware = hardwareOf(chip);
    }
    hardware.fuses.reset();
    hardware.registers.clear();
    if (isDownload && temper.kind !== 'app-mode') enterDownload(cause);
    else void boot(life, cause);
  }

  function enterDownload(cause: { code: number; name: string }): void {
    const mine = life;
    mode = 'download';
    print(
      `\r\n${chip.romBanner}\r\n${chip.resetLine(cause.code, cause.name, chip.bootMode.download)}\r\nwaiting for download\r\n`,
    );
    mine.loader = createLoader({
      chip,
      flash,
      fuses: hardware.fuses,
      registers: hardware.registers,
      timing,
      isSecureDownload: options.secureDownload === true,
      send: (bytes) => {
        if (mine === life) send(bytes);
      },
      wait: (ms) => waitIn(mine, ms),
      setBaudRate: (rate) => {
        if (mine === life && rate > 0) baudRate = rate;
      },
      onAttach: () => {
        isFlashAttached = true;
      },
      reboot: (into) => {
        if (mine === life) start(into === 'loader', { code: 3, name: 'SW' });
      },
    });
  }

  async function boot(mine: Life, cause: { code: number; name: string }): Promise<void> {
    mode = 'booting';
    const plan = planBoot({ chip, flash, revision, cause, isChecksumBroken: temper.kind === 'wont-boot' });
    for (const step of plan.steps) {
      if (!(await waitIn(mine, step.afterMs * (options.bootTimeFactor ?? 1)))) return;
      print(`${step.text}\r\n`);
    }
    await finishBoot(mine, plan.end);
  }

  async function finishBoot(mine: Life, end: BootEnd): Promise<void> {
    if (end.kind === 'reset') {
      mode = 'halted';
      // A boot loop is slow whatever the factor: at no time between resets it would never end.
      if (await waitIn(mine, Math.max(300, end.afterMs))) start(false, { code: 7, name: 'TG0WDT_SYS' });
      return;
    }
    mode = 'running';
    boots += 1;
    if (end.kind !== 'slipway') return;
    mine.firmware = createFirmware({
      flash,
      partitions: end.partitions,
      version: end.version,
      chip: trueChip.name,
      mac: options.mac.toLowerCase(),
      identityNamespace: options.identityNamespace ?? 'factory',
      configNamespace: options.configNamespace ?? 'config',
      isLying: temper.kind === 'wrong-identity',
    });
    const { serial } = mine.firmware;
    if (serial !== undefined && identitiesSeen.at(-1) !== serial) identitiesSeen.push(serial);
    for (const text of mine.firmware.greeting) print(`${text}\r\n`);
  }

  /** False when a reset or the loss of power ended the wait. */
  async function waitIn(mine: Life, ms: number): Promise<boolean> {
    if (ms > 0) {
      try {
        await clock.sleep(ms, mine.abort.signal);
      } catch {
        return false;
      }
    }
    return mine === life && !mine.abort.signal.aborted;
  }

  async function work(mine: Life): Promise<void> {
    if (mine.isWorking) return;
    mine.isWorking = true;
    for (let frame = mine.frames.shift(); frame !== undefined && mine === life; frame = mine.frames.shift()) {
      if (temper.kind === 'slow' && !(await waitIn(mine, 15))) return;
      await mine.loader?.handle(frame);
      if (mine === life && mine.loader?.isStub && mode === 'download') mode = 'stub';
    }
    mine.isWorking = false;
  }

  function typeText(mine: Life, bytes: Uint8Array): void {
    if (!mine.firmware) return;
    mine.lineText = (mine.lineText + new TextDecoder().decode(bytes)).slice(-MAX_LINE_CHARS);
    for (;;) {
      const end = mine.lineText.search(/[\r\n]/);
      if (end < 0) return;
      const command = mine.lineText.slice(0, end).trim();
      mine.lineText = mine.lineText.slice(end + 1);
      if (command !== '') for (const text of mine.firmware.answer(command)) print(`${text}\r\n`);
    }
  }

  /** Acts when the count of a counted temper is reached. */
  function countDown(count: number): void {
    bytesUntilEvent -= count;
    if (bytesUntilEvent > 0) return;
    bytesUntilEvent = Number.POSITIVE_INFINITY;
    if (temper.kind === 'stall') isStalled = true;
    if (temper.kind === 'unplug') {
      setPower(false);
      line?.detach();
    }
    if (temper.kind === 'brown-out') {
      print('\r\nBrownout detector was triggered\r\n\r\n');
      start(false, { code: 15, name: 'RTCWDT_BROWN_OUT' });
    }
  }

  function setLines(next: { readonly dtr: boolean; readonly rts: boolean }): void {
    lines = { dtr: next.dtr, rts: next.rts };
    if (!isPowered) return;
    if (options.resetCircuit === 'usb-serial-jtag') setUsbJtagLines();
    else setClassicLines();
  }

  function setClassicLines(): void {
    // The two transistors of every development board: EN is low only while RTS is asserted and DTR is not.
    const isReset = lines.rts && !lines.dtr;
    if (isReset === isHeldInReset) return;
    isHeldInReset = isReset;
    endLife('reset');
    if (!isReset) void startAfterDelay(life);
  }

  async function startAfterDelay(mine: Life): Promise<void> {
    if (!(await waitIn(mine, strapDelayMs))) return;
    // IO0 is low while DTR is asserted and RTS is not; it is sampled as EN rises.
    start((lines.dtr && !lines.rts) || isButtonHeld(), { code: 1, name: 'POWERON' });
  }

  /** ESP32-C3 TRM, "USB Serial/JTAG Controller", table of RTS and DTR: (0,0) clears, (0,1) sets, (1,0) resets. */
  function setUsbJtagLines(): void {
    if (!lines.rts) isDownloadFlagSet = lines.dtr;
    else if (!lines.dtr) start(isDownloadFlagSet || isButtonHeld(), { code: 0x15, name: 'USB_UART_CHIP_RESET' });
  }

  function isButtonHeld(): boolean {
    if (options.startInDownload) return true;
    return options.downloadWhenBlank === true && flash.read(trueChip.bootloaderOffset, 1)[0] === 0xff;
  }

  function setPower(isOn: boolean): void {
    if (isOn === isPowered) return;
    isPowered = isOn;
    isHeldInReset = false;
    lines = { dtr: false, rts: false };
    endLife('off');
    if (isOn) start(isButtonHeld(), { code: 1, name: 'POWERON' });
  }

  function setTemper(text: string): void {
    temper = parseTemper(text);
    temperText = text;
    bytesUntilEvent = 'atByte' in temper ? temper.atByte : Number.POSITIVE_INFINITY;
    isStalled = false;
    flash.breakSectorFrom(temper.kind === 'bad-flash' ? 0x10000 : undefined);
  }

  return {
    flash,
    fuses,
    setTemper,
    connect(next) {
      line = next;
    },
    receive,
    setLines,
    setPower,
    get baudRate() {
      return baudRate;
    },
    inspect: () => ({
      chip: trueChip.name,
      mac: options.mac.toLowerCase(),
      mode,
      temper: temperText,
      baudRate,
      receivedBytes,
      sentBytes,
      resets,
      flashErases: flash.eraseCount,
      flashProgrammedBytes: flash.programmedBytes,
      fuseBurns: fuses.burnCount,
      userDataHex: userDataHex(),
      identitiesSeen: [...identitiesSeen],
      boots,
    }),
  };

  function receive(bytes: Uint8Array): void {
    if (!isPowered || bytes.length === 0) return;
    const taken = bytes.subarray(0, Math.min(bytes.length, Math.max(1, bytesUntilEvent)));
    receivedBytes += taken.length;
    listen(taken);
    countDown(taken.length);
    receive(bytes.subarray(taken.length));
  }

  function listen(bytes: Uint8Array): void {
    if (mode === 'reset' || isStalled) return;
    const arrived = damage(bytes);
    if (!life.loader) {
      typeText(life, arrived);
      return;
    }
    life.frames.push(...decoder.push(arrived));
    void work(life);
  }

  function userDataHex(): string {
    const block = trueChip.fuses.kind === 'rs' ? trueChip.fuses.userDataBlock : undefined;
    return block === undefined ? '' : Buffer.from(fuses.block(block)).toString('hex');
  }
}

const newLife = (): Life => ({
  abort: new AbortController(),
  frames: [],
  isWorking: false,
  loader: undefined,
  firmware: undefined,
  lineText: '',
});

const otherChip = (chip: EmulatedChip): EmulatedChip => emulatedChip(chip.name === 'esp32c3' ? 'esp32c6' : 'esp32c3');

/** A fixed sequence for units that were given no randomness (Lehmer, as in MINSTD), so that tests repeat. */
function fixedSequence(): () => number {
  let state = 20_241;
  return () => {
    state = (state * 48_271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}
