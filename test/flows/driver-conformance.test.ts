// What every device family must do, run against the emulator of every registered driver.
// A new family adds its bench below; the first test fails until it does.
import { describe, expect, test } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import type { PlacedImage, Session } from '../../electron/engine/drivers/driver.ts';
import { instantFlashTiming } from '../../electron/engine/drivers/esp/emulator/nor-flash.ts';
import { drivers } from '../../electron/engine/drivers/index.ts';
import type { Transport } from '../../electron/engine/transport/transport.ts';
import type { WireFault } from '../../electron/engine/transport/virtual-wire.ts';
import type { Clock } from '../../electron/engine/util/clock.ts';
import { createEspUnit, dataAt, firmwareLike, operation } from '../support/esp-unit.ts';
import { caught } from '../support/provoke.ts';

interface UnitUnderTest extends AsyncDisposable {
  readonly transport: Transport;
  readonly clock: Clock;
  /** What the family takes for this image. */
  place(bytes: Uint8Array): PlacedImage;
  /** Changes what the unit holds where `place` puts it, behind the driver's back. */
  damage(): void;
  unplug(): void;
  plug(): void;
  fault(direction: 'to-device' | 'to-host', fault: WireFault): void;
  openAgain(): Promise<Transport>;
}

type Bench = (options?: { latencyMs?: number }) => Promise<UnitUnderTest>;

const espBench =
  (chip: string): Bench =>
  async ({ latencyMs = 1 } = {}) => {
    const unit = await createEspUnit({ chip, flashTiming: instantFlashTiming, line: { latencyMs } });
    const offset = 0x20000;
    return {
      transport: unit.transport,
      clock: unit.clock,
      place: (bytes) => dataAt(offset, bytes),
      damage: () => unit.emulator.flash.load(offset + 5000, Uint8Array.of(0x00, 0xff, 0x00)),
      unplug: () => unit.bus.unplug(unit.port.id),
      plug: () => unit.bus.plug(unit.port, unit.line),
      fault: (direction, fault) => unit.line.injectFault(direction, fault),
      openAgain: () => unit.bus.open(unit.port, { baudRate: 115200 }),
      [Symbol.asyncDispose]: () => unit[Symbol.asyncDispose](),
    };
  };

const benches: Readonly<Record<string, readonly (readonly [chip: string, bench: Bench])[]>> = {
  esp: [
    ['esp32c3', espBench('esp32c3')],
    ['esp32', espBench('esp32')],
    ['esp8266', espBench('esp8266')],
  ],
};
const cases = drivers.modules.flatMap((module) =>
  (benches[module.id] ?? []).map((entry) => [module, ...entry] as const),
);

const signal = new AbortController().signal;
const image = firmwareLike(120_000);
const gone = (thrown: unknown) => thrown instanceof SlipwayError && thrown.code === 'port/gone';

test('every registered driver has a bench here', () => {
  expect(drivers.modules.map(({ id }) => id)).toEqual(Object.keys(benches));
});

describe.each(cases)('$id', (module, chip, bench) => {
  const open = async (unit: UnitUnderTest, transport = unit.transport): Promise<Session> =>
    module.open(transport, await module.optionsSchema.parseAsync({}), {
      clock: unit.clock,
      signal,
      log: () => undefined,
    });
  const planOf = (session: Session, unit: UnitUnderTest) => session.plan([unit.place(image)], { preserve: [] });

  describe(chip, () => {
    test('identifies the unit, the same each time', async () => {
      await using unit = await bench();
      await using first = await open(unit);
      await using second = await open(unit);
      expect(first.identity.chip).toBe(chip);
      expect(module.chips).toContain(chip);
      expect(second.identity).toEqual(first.identity);
    });

    test('writes, verifies, and does not write again what is there', async () => {
      await using unit = await bench();
      await using session = await open(unit);
      const plan = await planOf(session, unit);
      const seen: number[] = [];
      const report = await session.flash(plan, {
        signal,
        onProgress: (_label, done, total) => {
          expect(total).toBe(plan.totalBytes);
          seen.push(done);
        },
      });
      expect(report.writtenBytes).toBeGreaterThanOrEqual(image.length);
      expect(seen.at(0)).toBe(0);
      expect(seen.at(-1)).toBe(plan.totalBytes);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(await session.verify(plan, operation())).toHaveLength(1);
      expect((await session.flash(plan, operation())).writtenBytes).toBe(0);
    });

    test('finds what differs, and mends it', async () => {
      await using unit = await bench();
      await using session = await open(unit);
      const plan = await planOf(session, unit);
      await session.flash(plan, operation());
      unit.damage();
      expect(await caught(() => session.verify(plan, operation()))).toMatchObject({ code: 'device/verify-mismatch' });
      expect((await session.flash(plan, operation())).writtenBytes).toBeLessThan(image.length / 2);
      await session.verify(plan, operation());
    });

    test.each([0.02, 0.3, 0.6, 0.97])(
      'a unit pulled out at %f of the write is gone, and starts over when it is back',
      async (share) => {
        await using unit = await bench();
        await using session = await open(unit);
        const plan = await planOf(session, unit);
        const thrown = await caught(() =>
          session.flash(plan, {
            signal,
            onProgress: (_label, done, total) => {
              if (done >= share * total) unit.unplug();
            },
          }),
        );
        expect(gone(thrown), String(thrown)).toBe(true);
        unit.plug();
        await unit.transport.reopen(5000, signal);
        await using again = await open(unit);
        await again.flash(plan, operation());
        await again.verify(plan, operation());
      },
    );

    test('a write stops with its reason wherever it is cancelled, and goes on after a reconnect', async () => {
      const points = 8;
      for (let point = 0; point < points; point++) {
        await using unit = await bench();
        await using session = await open(unit);
        const plan = await planOf(session, unit);
        const stop = new AbortController();
        const reason = new SlipwayError('job/aborted', 'The operator stopped the run.');
        const thrown = await caught(() =>
          session.flash(plan, {
            signal: stop.signal,
            onProgress: (_label, done, total) => {
              if (done >= (point / points) * total) stop.abort(reason);
            },
          }),
        );
        expect(thrown).toBe(reason);
        await session.reconnect(signal);
        await session.flash(plan, operation());
        await session.verify(plan, operation());
      }
    });

    test('works over a line that is slow to answer', async () => {
      await using unit = await bench({ latencyMs: 60 });
      await using session = await open(unit);
      const plan = await planOf(session, unit);
      await session.flash(plan, operation());
      await session.verify(plan, operation());
    });

    test.each([
      ['a byte lost on the way out', 'to-device', { kind: 'drop', atByte: 20_000, count: 1 }],
      ['bytes lost on the way back', 'to-host', { kind: 'drop', atByte: 30, count: 3 }],
      ['a byte changed on the way out', 'to-device', { kind: 'corrupt', atByte: 20_000 }],
      ['a byte changed on the way back', 'to-host', { kind: 'corrupt', atByte: 40 }],
    ] as const)('%s does not harm the write', async (_name, direction, fault) => {
      await using unit = await bench();
      await using session = await open(unit);
      const plan = await planOf(session, unit);
      unit.fault(direction, fault);
      await session.flash(plan, operation());
      await session.verify(plan, operation());
    });

    test('a port that is open is busy for everyone else, and free once it is closed', async () => {
      await using unit = await bench();
      await using session = await open(unit);
      expect(await caught(() => unit.openAgain())).toMatchObject({ code: 'port/busy' });
      await session[Symbol.asyncDispose]();
      await unit.transport.close();
      const second = await unit.openAgain();
      await using again = await open(unit, second);
      expect(again.identity).toEqual(session.identity);
      await second.close();
    });
  });
});
