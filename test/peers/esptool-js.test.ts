// Espressif's esptool-js, a second client of our emulated chips, through the same virtual transport as our driver.
// It wants a Web Serial port; `webSerialPort` is that shape over a Transport.
import { createHash } from 'node:crypto';
import { ESPLoader, Transport as WebTransport } from 'esptool-js';
import { describe, expect, test } from 'vitest';
import type { PortInfo } from '../../electron/contract/device.ts';
import { instantFlashTiming } from '../../electron/engine/drivers/esp/emulator/nor-flash.ts';
import { makeFirmware } from '../../electron/engine/drivers/esp/firmware.ts';
import type { Transport } from '../../electron/engine/transport/transport.ts';
import { createVirtualBus, type VirtualBus } from '../../electron/engine/transport/virtual.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { createVirtualBench } from '../../electron/engine/virtual-bench/bench.ts';

interface Signals {
  readonly dataTerminalReady?: boolean;
  readonly requestToSend?: boolean;
}

/** Web Serial (WICG), as far as esptool-js uses it: streams that are new at each opening, and signals. */
function webSerialPort(bus: VirtualBus, port: PortInfo) {
  let transport: Transport | undefined;
  let closing = new AbortController();
  const device = {
    readable: undefined as ReadableStream<Uint8Array> | undefined,
    writable: undefined as WritableStream<Uint8Array> | undefined,
    getInfo: () => ({}),
    async open({ baudRate }: { baudRate: number }) {
      const opened = await bus.open(port, { baudRate });
      transport = opened;
      closing = new AbortController();
      const { signal } = closing;
      device.readable = new ReadableStream({
        async pull(controller) {
          try {
            for (;;) {
              const bytes = await opened.read(1000, signal);
              if (!bytes) continue;
              controller.enqueue(bytes);
              return;
            }
          } catch {
            controller.close();
          }
        },
        cancel: () => closing.abort(),
      });
      device.writable = new WritableStream({ write: (bytes) => opened.write(bytes) });
    },
    async close() {
      closing.abort();
      await transport?.close();
      device.readable = undefined;
      device.writable = undefined;
    },
    async setSignals({ dataTerminalReady, requestToSend }: Signals) {
      await transport?.setLines({
        ...(dataTerminalReady === undefined ? {} : { dtr: dataTerminalReady }),
        ...(requestToSend === undefined ? {} : { rts: requestToSend }),
      });
    },
    setBaudRate: async (baudRate: number) => transport?.setBaudRate(baudRate),
  };
  return device;
}

const names: Readonly<Record<string, string>> = {
  esp8266: 'ESP8266',
  esp32: 'ESP32',
  esp32s2: 'ESP32-S2',
  esp32s3: 'ESP32-S3',
  esp32c2: 'ESP32-C2',
  esp32c3: 'ESP32-C3',
  esp32c5: 'ESP32-C5',
  esp32c6: 'ESP32-C6',
  esp32h2: 'ESP32-H2',
  esp32p4: 'ESP32-P4',
};

describe('esptool-js', () => {
  for (const [chip, name] of Object.entries(names)) {
    test(`${chip}: detects, writes compressed through the stub at 921600, checks MD5, reads back`, async () => {
      const bus = createVirtualBus(systemClock);
      await using bench = createVirtualBench({
        clock: systemClock,
        bus,
        model: { rate: 'unlimited', latencyMs: 0, bufferBytes: 65_536 },
        units: [
          {
            slot: '01',
            chip,
            mac: '7c:df:a1:00:00:42',
            // Its reset sequence moves DTR before RTS, in two calls that are a turn of the event loop apart.
            emulator: { flashTiming: instantFlashTiming, bootTimeFactor: 0.1, strapDelayMs: 20 },
          },
        ],
      });
      const [port] = bus.list();
      if (!port) throw new Error('the bench has no port');
      const said: string[] = [];
      const terminal = {
        clean: () => undefined,
        write: (text: string) => said.push(text),
        writeLine: (text: string) => said.push(text),
      };
      const transport = new WebTransport(webSerialPort(bus, port), false);
      const loader = new ESPLoader({ transport, baudrate: 921_600, romBaudrate: 115_200, terminal });
      await loader.main();
      expect(loader.chip.CHIP_NAME).toBe(name);
      expect(said.join('\n')).toContain('MAC: 7c:df:a1:00:00:42');
      expect(bench.inspect('01')).toMatchObject({ mode: 'stub', baudRate: 921_600 });

      const image = makeFirmware({ chip, version: '1.0.0', appBytes: 0xc000 }).app.bytes;
      await loader.writeFlash({
        fileArray: [{ data: image, address: 0x10000 }],
        flashMode: 'keep',
        flashFreq: 'keep',
        flashSize: 'keep',
        eraseAll: false,
        compress: true,
        calculateMD5Hash: (bytes) => createHash('md5').update(bytes).digest('hex'),
      });
      expect(Buffer.compare(bench.unit('01').flash.read(0x10000, image.length), image)).toBe(0);
      const back = await loader.readFlash(0x10000, 0x3000);
      expect(Buffer.compare(back, image.subarray(0, 0x3000))).toBe(0);
      await transport.disconnect();
    });
  }
});
