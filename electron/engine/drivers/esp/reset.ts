// How DTR and RTS bring a unit into its boot loader or out of it. RTS asserted holds EN low (reset), DTR asserted
// holds the boot strap low. esptool documentation, "Boot Mode Selection", "Automatic Bootloader".
import type { PortInfo } from '../../../contract/device.ts';
import type { ModemLines, SetLinesResult, Transport } from '../../transport/transport.ts';
import type { Clock } from '../../util/clock.ts';

export type ResetStrategy = 'classic' | 'usb-jtag' | 'none';

type Move = { readonly set: ModemLines } | { readonly waitMs: number };

const RESET_HOLD_MS = 100;
/** Time for EN to rise before the strap is let go; boards with a large capacitor at EN need the long one. */
const STRAP_HOLD_MS = 50;
const STRAP_HOLD_LONG_MS = 550;

const classic = (strapHoldMs: number): readonly Move[] => [
  { set: { dtr: false, rts: true } },
  { waitMs: RESET_HOLD_MS },
  { set: { dtr: true, rts: false } },
  { waitMs: strapHoldMs },
  { set: { dtr: false, rts: false } },
];

/** The USB-Serial-JTAG peripheral looks at the order of the transitions, so both lines never change the same way at once. */
const usbJtag: readonly Move[] = [
  { set: { dtr: false, rts: false } },
  { waitMs: 100 },
  { set: { dtr: true, rts: false } },
  { waitMs: 100 },
  { set: { rts: true } },
  { set: { dtr: false, rts: true } },
  { waitMs: 100 },
  { set: { dtr: false, rts: false } },
];

export interface ResetDeps {
  readonly transport: Transport;
  readonly clock: Clock;
}

/** Moves the lines; `isSlow` for boards that need longer. */
export async function resetIntoLoader(
  deps: ResetDeps,
  strategy: ResetStrategy,
  isSlow: boolean,
  signal: AbortSignal,
): Promise<SetLinesResult> {
  if (strategy === 'none') return 'ok';
  return play(deps, strategy === 'usb-jtag' ? usbJtag : classic(isSlow ? STRAP_HOLD_LONG_MS : STRAP_HOLD_MS), signal);
}

/** Holds the chip in reset; what is done before `releaseReset` is done before it prints its first byte. */
export const holdReset = ({ transport }: ResetDeps, signal: AbortSignal): Promise<SetLinesResult> =>
  transport.setLines({ dtr: false, rts: true }, signal);

/** Starts what is in flash. */
export async function releaseReset({ transport, clock }: ResetDeps, signal: AbortSignal): Promise<void> {
  await clock.sleep(RESET_HOLD_MS, signal);
  await transport.setLines({ dtr: false, rts: false }, signal);
}

async function play(deps: ResetDeps, moves: readonly Move[], signal: AbortSignal): Promise<SetLinesResult> {
  for (const move of moves) {
    if ('waitMs' in move) await deps.clock.sleep(move.waitMs, signal);
    else if ((await deps.transport.setLines(move.set, signal)) === 'no-modem-lines') return 'no-modem-lines';
  }
  return 'ok';
}

/** Espressif's USB vendor id and the product id of the USB-Serial-JTAG peripheral. */
const ESPRESSIF_VENDOR_ID = 0x303a;
const USB_SERIAL_JTAG_PRODUCT_ID = 0x1001;

export const isUsbSerialJtag = (port: PortInfo): boolean =>
  port.usbVendorId === ESPRESSIF_VENDOR_ID && port.usbProductId === USB_SERIAL_JTAG_PRODUCT_ID;

/** The most likely strategy first. */
export const defaultStrategies = (port: PortInfo): readonly ResetStrategy[] =>
  isUsbSerialJtag(port) ? ['usb-jtag', 'classic', 'none'] : ['classic', 'usb-jtag', 'none'];
