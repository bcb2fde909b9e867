import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex, viewOf } from '../../../util/bytes.ts';
import { type Clock, systemClock } from '../../../util/clock.ts';
import { createSlipDecoder, encodeSlip } from '../slip.ts';
import { emulatedChip, emulatedChips } from './chips.ts';
import { createEspEmulator, type EspEmulatorOptions } from './emulator.ts';
import { reedSolomonCheck } from './fuses.ts';
import { createInflater } from './inflate.ts';
import { instantFlashTiming } from './nor-flash.ts';
import { tryParseTemper } from './temper.ts';

const words = (...values: number[]) => {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, index) => {
    viewOf(bytes).setUint32(index * 4, value >>> 0, true);
  });
  return bytes;
};

/** A host that talks to the emulator without a line between them. */
function bench(options: Partial<EspEmulatorOptions> = {}) {
  const device = createEspEmulator({
    chip: 'esp32c3',
    mac: '7c:df:a1:00:00:01',
    clock: systemClock,
    flashTiming: instantFlashTiming,
    strapDelayMs: 0,
    bootTimeFactor: 0,
    ...options,
  });
  const decoder = createSlipDecoder(0x8000);
  let frames: Uint8Array[] = [];
  let text = '';
  let isAttached = true;
  device.connect({
    send: (bytes) => {
      text += Buffer.from(bytes).toString('latin1');
      frames.push(...decoder.push(bytes));
    },
    detach: () => {
      isAttached = false;
    },
    attach: () => {
      isAttached = true;
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const sendRaw = async (bytes: Uint8Array) => {
    frames = [];
    device.receive(bytes);
    await settle();
    // A stub that still unpacks the block before answers a little later; nothing at all is an answer too.
    for (let turn = 0; turn < 10 && frames.length === 0; turn++) await systemClock.sleep(2);
    await settle();
    return frames;
  };
  const command = async (op: number, data: Uint8Array, checksum = 0) => {
    const head = new Uint8Array(8);
    head[1] = op;
    viewOf(head).setUint16(2, data.length, true);
    viewOf(head).setUint32(4, checksum, true);
    const answers = await sendRaw(encodeSlip(concatBytes([head, data])));
    return answers.map((frame) => ({
      op: frame[1],
      value: frame.length < 8 ? 0 : viewOf(frame).getUint32(4, true),
      body: frame.subarray(8),
      frame,
    }));
  };
  const block = (data: Uint8Array, sequence: number) => concatBytes([words(data.length, sequence, 0, 0), data]);
  const sumOf = (data: Uint8Array) => data.reduce((sum, byte) => sum ^ byte, 0xef);
  return {
    device,
    command,
    sendRaw,
    settle,
    block,
    sumOf,
    text: () => text,
    isAttached: () => isAttached,
    async download() {
      device.setPower(true);
      device.setLines({ dtr: false, rts: true });
      device.setLines({ dtr: true, rts: false });
      await settle();
      device.setLines({ dtr: false, rts: false });
      return command(0x08, fromHex(`07071220${'55'.repeat(32)}`));
    },
    async stub() {
      await command(0x05, words(64, 1, 0x1800, 0x4038_0000));
      const code = new Uint8Array(64).fill(0x13);
      await command(0x07, block(code, 0), sumOf(code));
      return command(0x06, words(0, 0x4038_0010));
    },
  };
}

describe('ROM loader', () => {
  for (const { name } of emulatedChips) {
    test(`${name}: reset by DTR and RTS leads to download mode, SYNC has eight answers`, async () => {
      const host = bench({ chip: name });
      const answers = await host.download();
      expect(answers.map((answer) => answer.op)).toEqual(new Array(8).fill(0x08));
      expect(answers[0]?.body.length).toBe(name === 'esp8266' ? 2 : 4);
      expect(host.device.inspect().mode).toBe('download');
    });
  }

  test('the flash answers RDID through the SPI controller only after SPI_ATTACH', async () => {
    const host = bench();
    await host.download();
    const { spi } = emulatedChip('esp32c3');
    const readId = async () => {
      await host.command(0x09, words(spi.base + spi.usr2, (7 << 28) | 0x9f, 0xffffffff, 0));
      await host.command(0x09, words(spi.base, 1 << 18, 0xffffffff, 0));
      return (await host.command(0x0a, words(spi.base + spi.w0)))[0]?.value;
    };
    expect(await readId()).toBe(0xffffff);
    await host.command(0x0d, words(0, 0));
    expect(await readId()).toBe(0x1640c8);
  });

  test('MAC address and revision stand in the fuses', async () => {
    const host = bench({ revision: { major: 1, minor: 11 } });
    await host.download();
    const read = async (address: number) => (await host.command(0x0a, words(address)))[0]?.value ?? 0;
    expect(await read(0x60008844)).toBe(0xa1000001);
    expect((await read(0x60008848)) & 0xffff).toBe(0x7cdf);
    expect((await read(0x60008850)) >>> 18 && 7).toBe(3 | 4);
    expect(((await read(0x60008858)) >>> 23) & 7).toBe(0b011);
  });

  test('FLASH_DATA with a wrong checksum is refused with 07, without FLASH_BEGIN with 05', async () => {
    const host = bench();
    await host.download();
    const data = new Uint8Array(0x400).fill(1);
    expect((await host.command(0x03, host.block(data, 0), host.sumOf(data)))[0]?.body.subarray(0, 2)).toEqual(
      Uint8Array.of(1, 5),
    );
    await host.command(0x02, words(0x400, 1, 0x400, 0));
    expect((await host.command(0x03, host.block(data, 0), 0))[0]?.body.subarray(0, 2)).toEqual(Uint8Array.of(1, 7));
  });

  test('MD5 is 32 hex digits from the ROM, 16 bytes from the stub', async () => {
    const host = bench();
    await host.download();
    const expected = createHash('md5').update(new Uint8Array(0x1000).fill(0xff)).digest();
    const rom = (await host.command(0x13, words(0, 0x1000, 0, 0)))[0]?.body ?? new Uint8Array(0);
    expect(Buffer.from(rom.subarray(0, 32)).toString()).toBe(expected.toString('hex'));
    const answers = await host.stub();
    expect(Buffer.from(answers.at(-1)?.frame ?? []).toString()).toBe('OHAI');
    const stub = (await host.command(0x13, words(0, 0x1000, 0, 0)))[0]?.body ?? new Uint8Array(0);
    expect(toHex(stub)).toBe(`${expected.toString('hex')}0000`);
  });

  test('GET_SECURITY_INFO: chip id for most, twelve bytes for ESP32-S2, an error for ESP32', async () => {
    const ask = async (chip: string) => {
      const host = bench({ chip });
      await host.download();
      return (await host.command(0x14, new Uint8Array(0)))[0]?.body ?? new Uint8Array(0);
    };
    expect(viewOf(await ask('esp32c6')).getUint32(12, true)).toBe(13);
    expect((await ask('esp32s2')).length).toBe(12 + 4);
    expect((await ask('esp32')).subarray(0, 2)).toEqual(Uint8Array.of(1, 5));
  });

  test('secure download mode knows eight commands', async () => {
    const host = bench({ secureDownload: true });
    await host.download();
    expect((await host.command(0x0a, words(0x40001000)))[0]?.body[0]).toBe(1);
    expect((await host.command(0x13, words(0, 0x1000, 0, 0)))[0]?.body[0]).toBe(1);
    const info = (await host.command(0x14, new Uint8Array(0)))[0]?.body ?? new Uint8Array(4);
    expect(viewOf(info).getUint32(0, true) & 4).toBe(4);
    expect((await host.command(0x02, words(0x400, 1, 0x400, 0)))[0]?.body[0]).toBe(0);
  });
});

describe('flash', () => {
  test('programming only clears bits, erasing sets a sector', async () => {
    const { device } = bench();
    const wait = async () => true;
    await device.flash.program(0x1000, Uint8Array.of(0xf0), instantFlashTiming, wait);
    await device.flash.program(0x1000, Uint8Array.of(0x3c), instantFlashTiming, wait);
    expect(device.flash.read(0x1000, 1)[0]).toBe(0x30);
    await device.flash.erase(0x1800, 1, instantFlashTiming, wait);
    expect(device.flash.read(0x1000, 1)[0]).toBe(0xff);
  });

  test('power that goes away during an erase leaves neither old nor new', async () => {
    const steps: (() => void)[] = [];
    const clock: Clock = {
      ...systemClock,
      sleep: (_ms, signal) =>
        new Promise((resolve, reject) => {
          steps.push(resolve);
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    };
    const timing = { sectorEraseMs: 40, blockEraseMs: 150, pageProgramMs: 0, md5MsPerMiB: 0 };
    const host = bench({ clock, flashTiming: timing, strapDelayMs: 0 });
    host.device.flash.load(0, new Uint8Array(0x2000));
    await host.download();
    const answer = host.command(0x02, words(0x2000, 2, 0x1000, 0));
    await host.settle();
    steps.shift()?.();
    await host.settle();
    host.device.setPower(false);
    expect(await answer).toEqual([]);
    expect(host.device.flash.read(0, 1)[0]).toBe(0x55);
    expect(host.device.flash.read(0x1000, 1)[0]).toBe(0);
  });

  test('compressed data arrives whole, and READ_FLASH gives it back with its MD5', async () => {
    const host = bench();
    await host.download();
    await host.stub();
    const image = new Uint8Array(20_000).map((_, index) => (index * index) >> 7);
    const packed = new Uint8Array(deflateSync(image));
    const blocks = Math.ceil(packed.length / 0x400);
    await host.command(0x10, words(image.length, blocks, 0x400, 0x10000));
    for (let at = 0; at < blocks; at++) {
      const data = packed.subarray(at * 0x400, (at + 1) * 0x400);
      expect((await host.command(0x11, host.block(data, at), host.sumOf(data)))[0]?.body[0]).toBe(0);
    }
    expect(toHex(host.device.flash.read(0x10000, image.length))).toBe(toHex(image));

    const first = await host.command(0xd2, words(0x10000, image.length, 0x1000, 2));
    const packets = first.slice(1).map(({ frame }) => frame);
    expect(packets.length).toBe(2);
    let received = packets;
    for (let count = 0; concatBytes(received).length < image.length && count < 10; count++) {
      received = [...received, ...(await host.sendRaw(encodeSlip(words(concatBytes(received).length))))];
    }
    const digest = (await host.sendRaw(encodeSlip(words(image.length))))[0] ?? new Uint8Array(0);
    expect(toHex(concatBytes(received))).toBe(toHex(image));
    expect(toHex(digest)).toBe(createHash('md5').update(image).digest('hex'));
  });
});

test('the inflater agrees with zlib on any data in any pieces', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(2000).fill(7))), {
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom(0, 1, 9),
      (parts, pieceBytes, level) => {
        const data = concatBytes(parts.map((part) => new Uint8Array(part)));
        const packed = new Uint8Array(deflateSync(data, { level }));
        const inflater = createInflater();
        const out: Uint8Array[] = [];
        let status = 'more';
        for (let at = 0; at < packed.length; at += pieceBytes) {
          const result = inflater.push(packed.subarray(at, at + pieceBytes));
          out.push(result.output);
          status = result.status;
        }
        expect(status).toBe('done');
        expect(toHex(concatBytes(out))).toBe(toHex(data));
      },
    ),
    { numRuns: 100 },
  );
});

describe('fuses', () => {
  /** RSCodec(12) of the Python package reedsolo over the bytes 0 to 31. */
  test('check bytes of RS(44, 32) are of the right code', () => {
    const data = Uint8Array.from({ length: 32 }, (_, index) => index);
    const check = reedSolomonCheck(data);
    // A codeword is a multiple of the generator: it vanishes at the roots 2^0 to 2^11.
    const codeword = concatBytes([data, check]);
    const times2 = (value: number) => (value & 0x80 ? ((value << 1) ^ 0x11d) & 0xff : value << 1);
    const times = (a: number, power: number) => {
      let value = a;
      for (let count = 0; count < power; count++) value = times2(value);
      return value;
    };
    for (let root = 0; root < 12; root++) {
      expect(codeword.reduce((sum, byte) => times(sum, root) ^ byte, 0)).toBe(0);
    }
  });

  test('user data is burned once; a second burn is counted and breaks the coding', async () => {
    const host = bench();
    await host.download();
    const base = 0x60008800;
    const write = (offset: number, value: number) => host.command(0x09, words(base + offset, value, 0xffffffff, 0));
    const data = Uint8Array.from({ length: 32 }, (_, index) => index);
    const burn = async (bytes: Uint8Array) => {
      const view = viewOf(concatBytes([bytes, reedSolomonCheck(bytes)]));
      for (let word = 0; word < 11; word++) await write(word * 4, view.getUint32(word * 4, true));
      await write(0x1cc, 0x5a5a);
      await write(0x1d4, 2 | (3 << 2));
      await write(0x1cc, 0x5aa5);
      await write(0x1d4, 1);
    };
    const read = async (offset: number) => (await host.command(0x0a, words(base + offset)))[0]?.value;
    await burn(data);
    expect(host.device.inspect()).toMatchObject({ fuseBurns: 1, userDataHex: toHex(data) });
    expect(await read(0x7c)).toBe(0x03020100);
    expect(await read(0x1c0)).toBe(0);
    await burn(data);
    expect(host.device.inspect().fuseBurns).toBe(2);
    expect(await read(0x1c0)).toBe(0xf00);
  });
});

describe('boot', () => {
  test('a blank unit complains about its header and starts over', async () => {
    const host = bench();
    host.device.setPower(true);
    await host.settle();
    expect(host.text()).toContain('rst:0x1 (POWERON),boot:0xc (SPI_FAST_FLASH_BOOT)');
    expect(host.text()).toContain('invalid header: 0xffffffff');
    host.device.setPower(false);
  });
});

describe('tempers', () => {
  test('are known by name', () => {
    expect(tryParseTemper('unplug@20')).toEqual({ kind: 'unplug', atByte: 20 });
    expect(tryParseTemper('unplug')).toBeUndefined();
    expect(tryParseTemper('sad')).toBeUndefined();
  });

  test('unplug@N takes exactly N bytes', async () => {
    const host = bench();
    await host.download();
    host.device.setTemper('unplug@30');
    const before = host.device.inspect().receivedBytes;
    host.device.receive(new Uint8Array(100));
    expect(host.device.inspect().receivedBytes - before).toBe(30);
    expect(host.isAttached()).toBe(false);
    expect(host.device.inspect().mode).toBe('off');
  });

  test('stall@N is silent until the next reset', async () => {
    const host = bench();
    await host.download();
    host.device.setTemper('stall@1');
    expect(await host.command(0x0a, words(0x40001000))).toEqual([]);
    expect((await host.download()).filter((answer) => answer.op === 0x08).length).toBe(8);
  });

  test('brown-out@N resets into the application', async () => {
    const host = bench();
    await host.download();
    host.device.setTemper('brown-out@8');
    await host.command(0x0a, words(0x40001000));
    expect(host.text()).toContain('Brownout detector was triggered');
    host.device.setPower(false);
  });

  test('wrong-chip answers as another chip, app-mode never enters download mode', async () => {
    const other = bench({ temper: 'wrong-chip' });
    await other.download();
    const info = (await other.command(0x14, new Uint8Array(0)))[0]?.body ?? new Uint8Array(20);
    expect(viewOf(info).getUint32(12, true)).toBe(13);
    const app = bench({ temper: 'app-mode' });
    expect(await app.download()).toEqual([]);
    app.device.setPower(false);
  });

  test('bad-flash keeps one wrong bit in the first sector written from 0x10000 on', async () => {
    const { device } = bench({ temper: 'bad-flash' });
    const wait = async () => true;
    await device.flash.program(0x1000, new Uint8Array(16), instantFlashTiming, wait);
    await device.flash.program(0x10000, new Uint8Array(16), instantFlashTiming, wait);
    expect(device.flash.read(0x1000, 16).every((byte) => byte === 0)).toBe(true);
    expect(toHex(device.flash.read(0x10000, 16))).toBe(`${'00'.repeat(15)}01`);
  });

  test('drop loses bytes and corrupt changes bytes, of many', async () => {
    const sizes = new Map<string, number>();
    for (const temper of ['good', 'drop', 'corrupt']) {
      const host = bench();
      await host.download();
      host.device.setTemper(temper);
      const before = host.device.inspect().sentBytes;
      for (let count = 0; count < 800; count++) {
        host.device.receive(
          encodeSlip(concatBytes([Uint8Array.of(0, 0x13, 16, 0, 0, 0, 0, 0), words(0, 0x1000, 0, 0)])),
        );
        await host.settle();
      }
      sizes.set(temper, host.device.inspect().sentBytes - before);
    }
    expect(sizes.get('drop')).toBeLessThan(sizes.get('good') ?? 0);
    expect(sizes.get('corrupt')).toBeGreaterThan(0);
  });

  test('silent says nothing, garbage says nothing that can be read', async () => {
    const silent = bench({ temper: 'silent' });
    expect(await silent.download()).toEqual([]);
    expect(silent.text()).toBe('');
    const garbage = bench({ temper: 'garbage' });
    await garbage.download();
    expect(garbage.text()).not.toContain('waiting');
    expect(garbage.text().length).toBeGreaterThan(10);
  });
});

test('hostile frames never crash the loader', async () => {
  const host = bench();
  await host.download();
  await host.stub();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 80 }), async (op, data) => {
      if (op === 0xd3 || op === 0x0f) return;
      await host.command(op, new Uint8Array(data));
    }),
    { numRuns: 200 },
  );
  host.device.setPower(false);
});
