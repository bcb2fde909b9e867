// Owns: where ports come from: the operating system, the virtual bench, and addresses that were configured.
// May import contract and util. Start reading at `PortSource`.
import { watch } from 'node:fs';
import type { PortInfo } from '../../contract/device.ts';
import type { Unsubscribe } from '../util/emitter.ts';
import { parsePortUrl } from './port-url.ts';
import { type ListedSerialPort, listSerialPorts } from './serial.ts';
import { listSysfsPorts } from './sysfs-ports.ts';
import { watchUsb } from './usb.ts';
import type { VirtualBus } from './virtual.ts';

export interface PortSource {
  readonly name: string;
  /** All ports that are there now. */
  list(): Promise<readonly PortInfo[]>;
  /** Calls when it is worth to list again; a source without it is polled. */
  watch?(onHint: () => void): Promise<Unsubscribe>;
}

export interface SerialSourceDeps {
  readonly platform: NodeJS.Platform;
  readonly listSysfs?: () => Promise<readonly PortInfo[]>;
  readonly listSerial?: () => Promise<readonly ListedSerialPort[]>;
}

/** Serial ports of this machine: sysfs on Linux (no process per look), serialport's list elsewhere. */
export function createSerialSource(deps: SerialSourceDeps = { platform: process.platform }): PortSource {
  const { listSysfs = listSysfsPorts, listSerial = listSerialPorts } = deps;
  return {
    name: 'serial ports',
    list: async () => (deps.platform === 'linux' ? listSysfs() : (await listSerial()).map(fromSerialport)),
    watch: async (onHint) => {
      // On Linux the node is what counts: it comes some 10 ms after the USB device.
      if (deps.platform === 'linux') return watchFolder('/dev', onHint);
      const usb = await watchUsb(onHint);
      return usb.kind === 'watching' ? usb.stop : () => undefined;
    },
  };
}

/** Where inotify has no room left, polling is what finds ports. */
function watchFolder(path: string, onHint: () => void): Unsubscribe {
  try {
    const watcher = watch(path, { persistent: false }, (_event, name) => {
      if (name?.startsWith('tty')) onHint();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

/** `locationId` is the topology on macOS (`14200000`) and Windows (`Port_#0003.Hub_#0001`). */
export function fromSerialport(listed: ListedSerialPort): PortInfo {
  const vendorId = Number.parseInt(listed.vendorId ?? '', 16);
  const productId = Number.parseInt(listed.productId ?? '', 16);
  return {
    id: `serial:${listed.path}`,
    kind: 'serial',
    path: listed.path,
    ...(listed.locationId ? { topology: listed.locationId } : {}),
    ...(Number.isNaN(vendorId) ? {} : { usbVendorId: vendorId }),
    ...(Number.isNaN(productId) ? {} : { usbProductId: productId }),
    ...(listed.serialNumber ? { usbSerialNumber: listed.serialNumber } : {}),
    ...(listed.manufacturer ? { manufacturer: listed.manufacturer } : {}),
  };
}

export function createVirtualSource(bus: VirtualBus): PortSource {
  return { name: 'virtual bench', list: async () => bus.list(), watch: async (onHint) => bus.onChange(onHint) };
}

/** Network ports are always listed; whether they answer is found out on opening. Throws port/not-found on a bad URL. */
export function createUrlSource(urls: readonly string[]): PortSource {
  const ports = urls.map(parsePortUrl);
  return { name: 'network ports', list: async () => ports };
}
