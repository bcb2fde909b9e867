// Owns: the serial ports of Linux as sysfs describes them (Documentation/ABI/stable/sysfs-bus-usb), without udev.
// May import contract and util. Start reading at `listSysfsPorts`.
import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PortInfo } from '../../contract/device.ts';

/** A USB interface directory: `1-1.4:1.0` is configuration 1, interface 0 of the device at `1-1.4`. */
const USB_INTERFACE = /^(\d+-\d+(?:\.\d+)*):\d+\.(\d+)$/;

interface Found {
  readonly port: PortInfo;
  readonly interfaceNumber: number;
}

/** `root` is /sys but for tests. Ports that are only reserved (ttyS without a UART) are left out. */
export async function listSysfsPorts(root = '/sys'): Promise<PortInfo[]> {
  const names = await readdir(join(root, 'class/tty')).catch(() => []);
  const found = await Promise.all(names.map((name) => describe(root, name)));
  const ports = found.filter((entry) => entry !== undefined);
  return ports
    .map((entry) => withInterface(entry, ports))
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

async function describe(root: string, name: string): Promise<Found | undefined> {
  const tty = join(root, 'class/tty', name);
  const device = await realpath(join(tty, 'device')).catch(() => undefined);
  // Consoles and ptys have no device behind them.
  if (!device) return undefined;
  // include/uapi/linux/serial_core.h: PORT_UNKNOWN.
  if ((await text(join(tty, 'type'))) === '0') return undefined;
  const base = { id: `serial:/dev/${name}`, kind: 'serial', path: `/dev/${name}` } as const;
  const usb = usbInterfaceOf(device);
  if (!usb)
    return name.startsWith('ttyS') || name.startsWith('ttyAMA') ? { port: base, interfaceNumber: 0 } : undefined;
  const [vendorId, productId, serial, manufacturer, product] = await Promise.all(
    ['idVendor', 'idProduct', 'serial', 'manufacturer', 'product'].map((file) => text(join(usb.deviceDir, file))),
  );
  const port: PortInfo = {
    ...base,
    topology: await canonicalTopology(usb.deviceDir),
    ...(vendorId ? { usbVendorId: Number.parseInt(vendorId, 16) } : {}),
    ...(productId ? { usbProductId: Number.parseInt(productId, 16) } : {}),
    ...(serial ? { usbSerialNumber: serial } : {}),
    ...(manufacturer ? { manufacturer } : {}),
    ...(product ? { product } : {}),
  };
  return { port, interfaceNumber: usb.interfaceNumber };
}

function usbInterfaceOf(device: string): { deviceDir: string; interfaceNumber: number } | undefined {
  for (let path = device; path !== dirname(path); path = dirname(path)) {
    const match = USB_INTERFACE.exec(basename(path));
    if (match) return { deviceDir: dirname(path), interfaceNumber: Number(match[2]) };
  }
  return undefined;
}

/**
 * A USB 3 socket is two ports of two buses; a device that comes back at another speed comes back on the twin. The hub
 * links them as `port/peer` (drivers/usb/core/port.c), and the one on the lower bus stands for both.
 */
async function canonicalTopology(deviceDir: string): Promise<string> {
  const own = basename(deviceDir);
  const peer = await realpath(join(deviceDir, 'port', 'peer')).catch(() => undefined);
  const match = peer && /^(?:usb(\d+)|(\d+-[\d.]+))-port(\d+)$/.exec(basename(peer));
  if (!match) return own;
  const twin = match[1] ? `${match[1]}-${match[3]}` : `${match[2]}.${match[3]}`;
  return Number.parseInt(twin, 10) < Number.parseInt(own, 10) ? twin : own;
}

/** Adapters with several ports (FT2232, CP2105): the first has the position of the device, the others add theirs. */
function withInterface(entry: Found, all: readonly Found[]): PortInfo {
  const { port, interfaceNumber } = entry;
  if (!port.topology) return port;
  const siblings = all.filter((other) => other.port.topology === port.topology);
  const isFirst = siblings.every((other) => other.interfaceNumber >= interfaceNumber);
  return isFirst ? port : { ...port, topology: `${port.topology}:${interfaceNumber}` };
}

async function text(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim();
}
