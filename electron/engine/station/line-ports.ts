// Owns: from ports that come and go to units that were plugged in or pulled out. May import contract and the scanner.
// Start reading at `followPorts`: a unit that resets its own USB must not look like one that a person took out.
import type { PortInfo } from '../../contract/device.ts';
import type { Scanner, ScannerEvent, SeenPort } from '../transport/scanner.ts';

export interface LinePorts {
  /** What is in the slots now. */
  list(): PortInSlot[];
  close(): void;
}

export interface PortInSlot {
  readonly slot: string;
  readonly port: PortInfo;
  /** Somebody has named this place as a slot of the station. Other ports are shown, but nothing happens by itself there. */
  readonly isMapped: boolean;
}

export interface LinePortsDeps {
  readonly scanner: Pick<Scanner, 'list' | 'onEvent'>;
  readonly hasSlots: () => boolean;
  readonly onPlugged: (place: PortInSlot) => void;
  readonly onPulled: (slot: string) => void;
  /** The port went for a moment and came back under the same serial number: most likely the unit reset itself. */
  readonly onReset: (place: PortInSlot) => void;
}

export function followPorts(deps: LinePortsDeps): LinePorts {
  function placeOf({ port, slot }: SeenPort): PortInSlot | undefined {
    if (slot !== null) return { slot, port, isMapped: true };
    return deps.hasSlots() || !mayBeUnit(port) ? undefined : { slot: port.id, port, isMapped: false };
  }

  function hear(event: ScannerEvent): void {
    if (event.kind === 'source-failed') return;
    const place = placeOf(event.seen);
    if (place === undefined) return;
    // Where the port can tell one unit from the next, a reset is known from a swap when it is back.
    const isMissing = event.kind === 'missing' && !tellsUnits(place.port);
    const isReset =
      event.kind === 'returned' &&
      tellsUnits(place.port) &&
      place.port.usbSerialNumber === event.before.usbSerialNumber;
    if (isMissing || event.kind === 'detached') deps.onPulled(place.slot);
    else if (isReset) deps.onReset(place);
    else if (event.kind !== 'missing') deps.onPlugged(place);
  }

  return {
    list: () => deps.scanner.list().flatMap((seen) => placeOf(seen) ?? []),
    close: deps.scanner.onEvent(hear),
  };
}

/** A real adapter or chip with a serial number. A virtual unit never resets its USB: when it goes, it was pulled. */
const tellsUnits = (port: PortInfo): boolean => port.kind === 'serial' && port.usbSerialNumber !== undefined;

/** Without slots every port would be one; built-in serial ports and modems are left out. */
const mayBeUnit = (port: PortInfo): boolean => port.kind !== 'serial' || port.usbVendorId !== undefined;
