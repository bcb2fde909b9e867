import { describe, expect, test } from 'vitest';
import {
  createEspUnit,
  dataAt,
  type EspUnitSpec,
  firmwareLike,
  operation,
  withMembers,
} from '../../../../test/support/esp-unit.ts';
import { caught, provokes } from '../../../../test/support/provoke.ts';
import { SlipwayError } from '../../../contract/errors.ts';
import { op, words } from './codec.ts';
import { createLoaderLink } from './link.ts';
import type { EspOptions } from './options.ts';

const opening =
  (spec: EspUnitSpec, options: Partial<EspOptions> = {}) =>
  async () => {
    await using unit = await createEspUnit(spec);
    await using _session = await unit.open(options);
  };
const MIB = 1024 * 1024;

describe('reaching a unit', () => {
  test('through its own USB-Serial-JTAG', async () => {
    const port = { usbVendorId: 0x303a, usbProductId: 0x1001 };
    await using unit = await createEspUnit({ resetCircuit: 'usb-serial-jtag', port });
    await using session = await unit.open();
    expect(session.identity.chip).toBe('esp32c3');
    expect(unit.log.join()).toContain('usb-jtag');
  });

  test('by falling through to the strategy that works', async () => {
    await using unit = await createEspUnit({ resetCircuit: 'usb-serial-jtag' });
    await using _session = await unit.open();
    expect(unit.log.join()).toContain('usb-jtag');
  });

  test('without modem signals, when it waits in download mode', async () => {
    await using unit = await createEspUnit({ hasNoModemLines: true, startInDownload: true });
    await using _session = await unit.open();
    expect(unit.log.join()).toContain('no modem signals');
  });

  test('when its stub still runs from before', async () => {
    await using unit = await createEspUnit({ hasNoModemLines: true, startInDownload: true });
    await using first = await unit.open({ baudRate: 115200 });
    await using second = await unit.open({ baudRate: 115200 });
    expect(second.identity).toEqual(first.identity);
  });

  test('at a lower rate where the line does not carry the one asked for', async () => {
    // An adapter that garbles everything above 460800 baud.
    await using unit = await createEspUnit({
      wrapTransport: (transport) =>
        withMembers(transport, {
          setBaudRate: (rate, signal) => transport.setBaudRate(rate > 460_800 ? rate / 2 : rate, signal),
        }),
    });
    await using _session = await unit.open({ baudRate: 2_000_000 });
    expect(unit.transport.baudRate).toBe(460_800);
    expect(unit.log.join()).toContain('does not carry 2000000');
  });

  test('in secure download mode, where it is named and written, but not read', async () => {
    await using unit = await createEspUnit({ secureDownload: true });
    await using session = await unit.open({ hardwareId: 'label:0017', flashSizeBytes: 4 * MIB });
    expect(session.identity).toMatchObject({ hardwareId: 'label:0017', details: { secureDownload: true } });
    expect(session.read).toBeUndefined();
    expect(session.fuses).toBeUndefined();
    const plan = await session.plan([dataAt(0x20000, firmwareLike(5000))], { preserve: [] });
    await session.flash(plan, operation());
    expect((await session.verify(plan, operation()))[0]?.method).toBe('write-acknowledged');
    expect(Buffer.compare(unit.emulator.flash.read(0x20000, 5000), firmwareLike(5000))).toBe(0);
  });

  test('in secure download mode behind its own USB, which names it by its MAC', async () => {
    const port = { usbVendorId: 0x303a, usbProductId: 0x1001, usbSerialNumber: '7C:DF:A1:00:00:01' };
    await using unit = await createEspUnit({ secureDownload: true, resetCircuit: 'usb-serial-jtag', port });
    await using session = await unit.open();
    expect(session.identity.hardwareId).toBe('esp:7c:df:a1:00:00:01');
  });
});

provokes('port/silent', 'nothing comes back', opening({ temper: 'silent' }));
provokes('port/garbage', 'noise comes back', opening({ temper: 'garbage' }));
provokes('device/wrong-mode', 'the unit starts its application and prints', opening({ temper: 'app-mode' }));
provokes(
  'port/no-modem-lines',
  'a reset is asked for on a pty',
  opening({ hasNoModemLines: true }, { reset: ['classic'] }),
);
provokes('device/secure-download', 'nothing names a secured unit', opening({ secureDownload: true }));
provokes(
  'device/secure-download',
  'an ESP32 that refuses to be read',
  opening({ chip: 'esp32', secureDownload: true }),
);
provokes('device/secure-download', 'configuration of a secured unit is asked for', async () => {
  await using unit = await createEspUnit({ secureDownload: true });
  await using session = await unit.open({ hardwareId: 'label:0017' });
  await session.config?.read(
    { label: 'nvs', type: 1, subtype: 2, offset: 0x9000, sizeBytes: 0x6000, isEncrypted: false },
    operation(),
  );
});

/** Changes what the unit answers to one register, as another chip or a dead flash would. */
const answering = (address: number, value: number): EspUnitSpec => ({
  wrapTransport: (transport) => {
    let isAsked = false;
    const asks = Buffer.from(words(address));
    return withMembers(transport, {
      write(bytes, signal) {
        isAsked = bytes[2] === op.readReg && Buffer.from(bytes).includes(asks);
        return transport.write(bytes, signal);
      },
      async read(timeoutMs, signal) {
        const bytes = await transport.read(timeoutMs, signal);
        if (!bytes || !isAsked || bytes[2] !== op.readReg) return bytes;
        return Uint8Array.from([...bytes.subarray(0, 5), ...words(value), ...bytes.subarray(-(bytes[3] ?? 0) - 1)]);
      },
    });
  },
});
provokes(
  'device/unsupported-chip',
  'a magic value that nobody knows',
  opening({ chip: 'esp32', ...answering(0x40001000, 0x12345678) }),
);
provokes('device/flash-unknown', 'the flash does not answer', opening(answering(0x60002058, 0xffffff)));
provokes('device/flash-unknown', 'the flash does not say how large it is', opening(answering(0x60002058, 0x0540c8)));
provokes('device/rejected', 'the stub is asked for what it does not have', async () => {
  await using unit = await createEspUnit();
  await using _session = await unit.open();
  const link = createLoaderLink(unit.transport, unit.clock);
  await link.request(op.readFlashSlow, words(0, 64), { signal: new AbortController().signal });
});
provokes('device/wrong-chip', 'another unit is in the slot after a reconnect', async () => {
  await using unit = await createEspUnit();
  await using session = await unit.open();
  unit.emulator.setTemper('wrong-chip');
  unit.emulator.setPower(false);
  unit.emulator.setPower(true);
  await session.reconnect(new AbortController().signal);
});

/** Writes 200 kB while something happens to the unit or its cable. */
async function writing(
  spec: EspUnitSpec,
  during: (unit: Awaited<ReturnType<typeof createEspUnit>>) => void,
  signal?: AbortSignal,
) {
  await using unit = await createEspUnit(spec);
  await using session = await unit.open();
  const image = firmwareLike(200_000);
  const plan = await session.plan([dataAt(0x20000, image)], { preserve: [] });
  during(unit);
  const report = await session.flash(plan, operation(signal));
  await session.verify(plan, operation());
  expect(Buffer.compare(unit.emulator.flash.read(0x20000, image.length), image)).toBe(0);
  return report;
}

describe('a write survives', () => {
  test.each([
    ['a lost byte towards the unit', 'to-device', { kind: 'drop', atByte: 40_000, count: 1 }],
    ['a changed byte towards the unit', 'to-device', { kind: 'corrupt', atByte: 40_000 }],
    ['a lost answer', 'to-host', { kind: 'drop', atByte: 60, count: 14 }],
    ['a changed answer', 'to-host', { kind: 'corrupt', atByte: 45 }],
    ['a line that stands still for a second', 'to-device', { kind: 'stall', atByte: 30_000, forMs: 1000 }],
  ] as const)('%s', async (_name, direction, fault) => {
    await writing({}, (unit) => unit.line.injectFault(direction, fault));
  });

  test('a slow unit', async () => {
    await writing({ temper: 'slow' }, () => undefined);
  });
});

provokes('device/timeout', 'the unit hangs in the middle of the write', () =>
  writing({}, (unit) => unit.emulator.setTemper('stall@30000')),
);
provokes('device/timeout', 'the supply drops in the middle of the write', () =>
  writing({}, (unit) => unit.emulator.setTemper('brown-out@30000')),
);
provokes('port/gone', 'the unit is pulled out in the middle of the write', () =>
  writing({}, (unit) => unit.emulator.setTemper('unplug@30000')),
);
provokes(
  'device/verify-mismatch',
  'the flash does not keep what is written',
  () => writing({ temper: 'bad-flash' }, () => undefined),
  (error) => {
    expect(error.context.address).toBe('0x20000');
  },
);
provokes(
  'device/verify-mismatch',
  'one byte changes after the write',
  async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    const image = firmwareLike(200_000);
    const plan = await session.plan([dataAt(0x20000, image)], { preserve: [] });
    await session.flash(plan, operation());
    const other = image.slice();
    other[70_000] = (other[70_000] ?? 0) ^ 1;
    const wanted = await session.plan([dataAt(0x20000, other)], { preserve: [] });
    await session.verify(wanted, operation());
  },
  (error) => {
    expect(error.context.address).toBe(`0x${(0x20000 + Math.floor(70_000 / 4096) * 4096).toString(16)}`);
  },
);
provokes('device/write-failed', 'the unit reports that its flash refuses data', async () => {
  await using unit = await createEspUnit({
    wrapTransport: (transport) =>
      withMembers(transport, {
        async read(timeoutMs, signal) {
          const bytes = await transport.read(timeoutMs, signal);
          if (!bytes || bytes[2] !== op.deflateData) return bytes;
          return Uint8Array.from([0xc0, 1, op.deflateData, 2, 0, 0, 0, 0, 0, 1, 0xc4, 0xc0]);
        },
      }),
  });
  await using session = await unit.open();
  const plan = await session.plan([dataAt(0x20000, firmwareLike(5000))], { preserve: [] });
  await session.flash(plan, operation());
});

describe('cancelling', () => {
  test('rejects at once with the reason, and the session goes on', async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    const plan = await session.plan([dataAt(0x20000, firmwareLike(200_000))], { preserve: [] });
    const stop = new AbortController();
    const reason = new SlipwayError('job/aborted', 'The operator stopped the run.');
    const blocks: number[] = [];
    const thrown = await caught(() =>
      session.flash(plan, {
        signal: stop.signal,
        onProgress: (_label, done) => {
          blocks.push(done);
          if (blocks.length === 4) stop.abort(reason);
        },
      }),
    );
    expect(thrown).toBe(reason);
    await session.reconnect(new AbortController().signal);
    await session.flash(plan, operation());
    await session.verify(plan, operation());
  });

  test('a connect is stopped, too', async () => {
    await using unit = await createEspUnit({ temper: 'silent' });
    const stop = new AbortController();
    const opened = unit.open({}, stop.signal);
    stop.abort(new SlipwayError('job/aborted', 'Stopped.'));
    expect(await caught(() => opened)).toMatchObject({ code: 'job/aborted' });
  });
});
