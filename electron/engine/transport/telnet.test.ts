import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from '../util/bytes.ts';
import { baudRateBytes, comPortCommand } from './com-port.ts';
import {
  createTelnetOptions,
  createTelnetParser,
  escapeIac,
  MAX_SUBNEGOTIATION_BYTES,
  OPTION,
  subnegotiation,
  type TelnetEvent,
  VERB,
} from './telnet.ts';

const dataOf = (events: readonly TelnetEvent[]) =>
  concatBytes(events.flatMap((event) => (event.kind === 'data' ? [event.bytes] : [])));

describe('framing', () => {
  test.each([
    ['data alone', '010203', '010203'],
    ['0xff is doubled (RFC 854, page 14)', 'ff', 'ffff'],
    ['every 0xff on its own', '01ffff02ff', '01ffffffff02ffff'],
    ['nothing', '', ''],
  ])('%s', (_title, plain, wire) => expect(toHex(escapeIac(fromHex(plain)))).toBe(wire));

  test.each([
    ['SET-BAUDRATE 115200', comPortCommand(1, ...baudRateBytes(115200)), 'fffa2c010001c200fff0'],
    ['SET-BAUDRATE with 0xff in it is escaped', comPortCommand(1, 0, 0xff, 0, 0), 'fffa2c0100ffff0000fff0'],
    ['SET-CONTROL DTR on', comPortCommand(5, 8), 'fffa2c0508fff0'],
  ])('%s (RFC 2217 section 3)', (_title, got, wire) => expect(toHex(got)).toBe(wire));

  test('whatever is sent arrives, however the stream is cut', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.record({ kind: fc.constant('data' as const), bytes: byteArray() }),
            fc.record({ kind: fc.constant('sub' as const), bytes: byteArray() }),
          ),
        ),
        fc.integer({ min: 1, max: 9 }),
        (parts, cut) => {
          const wire = concatBytes(
            parts.map((part) => (part.kind === 'data' ? escapeIac(part.bytes) : subnegotiation(44, part.bytes))),
          );
          const parse = createTelnetParser();
          const events: TelnetEvent[] = [];
          for (let at = 0; at < wire.length; at += cut) events.push(...parse(wire.subarray(at, at + cut)));
          expect(dataOf(events)).toEqual(
            concatBytes(parts.filter((part) => part.kind === 'data').map((part) => part.bytes)),
          );
          const subs = events.flatMap((event) => (event.kind === 'subnegotiation' ? [toHex(event.payload)] : []));
          expect(subs).toEqual(parts.filter((part) => part.kind === 'sub').map((part) => toHex(part.bytes)));
        },
      ),
    ));

  test('any garbage is taken without a throw, and no event is larger than its input', () =>
    fc.assert(
      fc.property(fc.array(hostileBytes()), (chunks) => {
        const parse = createTelnetParser();
        const events = chunks.flatMap((chunk) => parse(chunk));
        const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        expect(dataOf(events).length).toBeLessThanOrEqual(total);
      }),
    ));

  test('a subnegotiation without an end is not kept, and what follows its end is data again', () => {
    const parse = createTelnetParser();
    expect(parse(Uint8Array.of(255, 250, 44))).toEqual([]);
    for (let turn = 0; turn < 100; turn++) expect(parse(new Uint8Array(MAX_SUBNEGOTIATION_BYTES))).toEqual([]);
    expect(parse(Uint8Array.of(255, 240, 7))).toEqual([{ kind: 'data', bytes: Uint8Array.of(7) }]);
  });
});

describe('options', () => {
  const make = () => {
    const sent: string[] = [];
    const options = createTelnetOptions([OPTION.BINARY], (bytes) => sent.push(toHex(bytes)));
    return { options, sent };
  };
  test('an offer that is taken is not answered again (RFC 854: no loops)', () => {
    const { options, sent } = make();
    options.offer(OPTION.BINARY);
    options.receive(VERB.DO, OPTION.BINARY);
    options.receive(VERB.DO, OPTION.BINARY);
    expect(sent).toEqual(['fffb00']);
    expect(options.isOursOn(OPTION.BINARY)).toBe(true);
  });
  test('a request for what we can do is taken', () => {
    const { options, sent } = make();
    options.receive(VERB.WILL, OPTION.BINARY);
    expect(sent).toEqual(['fffd00']);
    expect(options.isTheirsOn(OPTION.BINARY)).toBe(true);
  });
  test('an unknown option is refused once, however often it comes', () => {
    const { options, sent } = make();
    for (let turn = 0; turn < 1000; turn++) options.receive(VERB.DO, 24);
    options.receive(VERB.WONT, 31);
    expect(sent).toEqual(['fffc18']);
  });
  test('an offer that is refused stays off', () => {
    const { options, sent } = make();
    options.offer(OPTION.BINARY);
    options.receive(VERB.DONT, OPTION.BINARY);
    expect(options.isOursOn(OPTION.BINARY)).toBe(false);
    expect(sent).toEqual(['fffb00']);
  });
});

function byteArray() {
  return fc.uint8Array({ maxLength: 40 });
}

/** Bytes in which Telnet's own are frequent. */
function hostileBytes() {
  const byte = fc.oneof(fc.constantFrom(255, 250, 240, 251, 252, 253, 254, 44), fc.nat(255));
  return fc.array(byte, { maxLength: 60 }).map((values) => Uint8Array.from(values));
}
