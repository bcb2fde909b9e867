import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { systemClock } from '../util/clock.ts';
import { createPortOpener } from './opener.ts';
import { createSerialSource, createUrlSource, createVirtualSource, fromSerialport } from './port-sources.ts';
import { parsePortUrl } from './port-url.ts';
import { listSysfsPorts } from './sysfs-ports.ts';
import { createVirtualBus } from './virtual.ts';

describe('the text forms of a port', () => {
  test.each([
    ['rfc2217://bench:4000', { id: 'rfc2217:bench:4000', kind: 'rfc2217', path: 'bench:4000' }],
    ['rfc2217:bench:4000', { id: 'rfc2217:bench:4000', kind: 'rfc2217', path: 'bench:4000' }],
    ['tcp://[::1]:23/', { id: 'tcp:[::1]:23', kind: 'tcp', path: '[::1]:23' }],
    ['/dev/ttyUSB0', { id: 'serial:/dev/ttyUSB0', kind: 'serial', path: '/dev/ttyUSB0' }],
    ['serial:/dev/serial/by-path/pci-0000:00-usb-0:1.4:1.0', { kind: 'serial' }],
    ['COM12', { id: 'serial:COM12', kind: 'serial', path: 'COM12' }],
    ['virtual:01', { id: 'virtual:01', kind: 'virtual', path: 'virtual:01' }],
  ])('%s', (text, port) => expect(parsePortUrl(text)).toMatchObject(port));

  for (const text of ['', 'tcp://bench', 'http://bench:80', '/etc/passwd', 'virtual:']) {
    provokes('port/not-found', `"${text}" names no port`, () => parsePortUrl(text));
  }
});

describe('sysfs', () => {
  let root = '';
  const file = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), `${text}\n`);
  };
  const link = async (path: string, target: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await mkdir(join(root, target), { recursive: true });
    await symlink(join(root, target), join(root, path));
  };
  const usbTty = (name: string, device: string, interfaceNumber: number) =>
    link(
      `class/tty/${name}/device`,
      `devices/pci0000:00/usb${device[0]}/${device}/${device}:1.${interfaceNumber}/${name}`,
    );

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'slipway-sysfs-'));
    // A chip with USB inside, on the USB 3 side of a socket whose USB 2 side is 1-4.
    await usbTty('ttyACM0', '2-4', 0);
    const chip = 'devices/pci0000:00/usb2/2-4';
    for (const [name, value] of [
      ['idVendor', '303a'],
      ['idProduct', '1001'],
      ['serial', '34:85:18:00:00:01'],
      ['manufacturer', 'Espressif'],
      ['product', 'USB JTAG/serial debug unit'],
    ] as const) {
      await file(`${chip}/${name}`, value);
    }
    await link(`${chip}/port/peer`, 'devices/pci0000:00/usb1/1-0:1.0/usb1-port4');
    // An adapter with two ports behind a hub.
    await usbTty('ttyUSB1', '1-1.2', 1);
    await usbTty('ttyUSB0', '1-1.2', 0);
    await file('devices/pci0000:00/usb1/1-1.2/idVendor', '0403');
    // A UART on the board, one that is only reserved, and a console without a device.
    await link('class/tty/ttyS0/device', 'devices/pnp0/00:01');
    await file('class/tty/ttyS0/type', '4');
    await link('class/tty/ttyS1/device', 'devices/platform/serial8250');
    await file('class/tty/ttyS1/type', '0');
    await mkdir(join(root, 'class/tty/tty1'), { recursive: true });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('gives every real port with its place', async () => {
    expect(await listSysfsPorts(root)).toEqual([
      {
        id: 'serial:/dev/ttyACM0',
        kind: 'serial',
        path: '/dev/ttyACM0',
        topology: '1-4',
        usbVendorId: 0x303a,
        usbProductId: 0x1001,
        usbSerialNumber: '34:85:18:00:00:01',
        manufacturer: 'Espressif',
        product: 'USB JTAG/serial debug unit',
      },
      { id: 'serial:/dev/ttyS0', kind: 'serial', path: '/dev/ttyS0' },
      { id: 'serial:/dev/ttyUSB0', kind: 'serial', path: '/dev/ttyUSB0', topology: '1-1.2', usbVendorId: 0x403 },
      { id: 'serial:/dev/ttyUSB1', kind: 'serial', path: '/dev/ttyUSB1', topology: '1-1.2:1', usbVendorId: 0x403 },
    ]);
  });
  test('a machine without sysfs has none', async () => expect(await listSysfsPorts('/nonexistent')).toEqual([]));
});

describe('sources', () => {
  test('this machine can be asked', async () => expect(Array.isArray(await createSerialSource().list())).toBe(true));
  test('serialport elsewhere than on Linux', async () => {
    const listed = {
      path: 'COM3',
      manufacturer: 'wch.cn',
      serialNumber: undefined,
      pnpId: 'USB\\VID_1A86',
      locationId: 'Port_#0003.Hub_#0001',
      vendorId: '1A86',
      productId: '55D3',
    };
    const source = createSerialSource({ platform: 'win32', listSerial: async () => [listed] });
    const port = {
      id: 'serial:COM3',
      kind: 'serial',
      path: 'COM3',
      topology: 'Port_#0003.Hub_#0001',
      usbVendorId: 0x1a86,
      usbProductId: 0x55d3,
      manufacturer: 'wch.cn',
    };
    expect(await source.list()).toEqual([port]);
    expect(fromSerialport({ ...listed, vendorId: undefined, productId: undefined }).usbVendorId).toBeUndefined();
  });
  test('network ports are always there', async () =>
    expect((await createUrlSource(['tcp://bench:4000']).list()).map(({ id }) => id)).toEqual(['tcp:bench:4000']));
  test('an empty virtual bench', async () =>
    expect(await createVirtualSource(createVirtualBus(systemClock)).list()).toEqual([]));
});

test('watching USB works or says why it does not, and neither ends nor keeps the process', () => {
  const script = `const { watchUsb } = await import(${JSON.stringify(join(import.meta.dirname, 'usb.ts'))});
    const watch = await watchUsb(() => undefined);
    setTimeout(() => {
      if (watch.kind === 'watching') watch.stop();
      console.log(watch.kind, watch.why ?? '');
    }, 200);`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  expect(said).toMatch(/^watching|^not-available .{5}/);
});

test.skipIf(process.platform !== 'linux')('the serial ports of Linux tell of a new node at once', async () => {
  const stop = await createSerialSource().watch?.(() => undefined);
  expect(stop).toBeTypeOf('function');
  stop?.();
});

describe('the one opener', () => {
  const virtual = createVirtualBus(systemClock);
  const foreign = new SlipwayError('port/foreign', 'The port is in none of the slots here.');
  const opener = (assertOurs: () => void) =>
    createPortOpener({ clock: systemClock, virtual, assertOurs, locate: async (port) => port });
  const open = (text: string) => opener(() => undefined).open(parsePortUrl(text), { baudRate: 115200 });

  provokes('port/not-found', 'dispatches to the virtual bench', () => open('virtual:99'));
  provokes('port/not-found', 'dispatches to the serial ports', () => open('/dev/ttyNONE7'));
  provokes('port/unreachable', 'dispatches to TCP', () => open('tcp://127.0.0.1:1'));
  provokes('port/unreachable', 'dispatches to RFC 2217', () => open('rfc2217://127.0.0.1:1'));
  provokes('port/foreign', 'asks first whether the port is ours', () =>
    opener(() => {
      throw foreign;
    }).open(parsePortUrl('/dev/ttyNONE7'), { baudRate: 115200 }),
  );
});
