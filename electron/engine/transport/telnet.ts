// Owns: Telnet framing (RFC 854, 855) and option states (RFC 1143, without queues). Pure, apart from its callbacks.
// May import contract and util. Start reading at `createTelnetParser`.
import { concatBytes } from '../util/bytes.ts';

export const IAC = 0xff;
export const VERB = { DONT: 254, DO: 253, WONT: 252, WILL: 251 } as const;
const SB = 250;
const SE = 240;

/** BINARY: RFC 856. SUPPRESS-GO-AHEAD: RFC 858. COM-PORT-OPTION: RFC 2217. */
export const OPTION = { BINARY: 0, SUPPRESS_GO_AHEAD: 3, COM_PORT: 44 } as const;

/** No subnegotiation that we know needs more; a longer one is skipped, so that a peer cannot fill the memory. */
export const MAX_SUBNEGOTIATION_BYTES = 512;

/** What came in, in order. */
export type TelnetEvent =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'negotiate'; readonly verb: number; readonly option: number }
  | { readonly kind: 'subnegotiation'; readonly option: number; readonly payload: Uint8Array };

/** Doubles every 0xff (RFC 854, "IAC" as data); gives the same array back when there is none. */
export function escapeIac(bytes: Uint8Array): Uint8Array {
  let next = bytes.indexOf(IAC);
  if (next < 0) return bytes;
  const parts: Uint8Array[] = [];
  let start = 0;
  while (next >= 0) {
    // The byte is sent with the part before it and again with the part after it.
    parts.push(bytes.subarray(start, next + 1));
    start = next;
    next = bytes.indexOf(IAC, next + 1);
  }
  parts.push(bytes.subarray(start));
  return concatBytes(parts);
}

export function subnegotiation(option: number, payload: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(IAC, SB, option), escapeIac(payload), Uint8Array.of(IAC, SE)]);
}

/** Takes the stream in whatever pieces it comes and gives its events; never throws, keeps at most one subnegotiation. */
export function createTelnetParser(): (chunk: Uint8Array) => TelnetEvent[] {
  let state: 'data' | 'iac' | 'verb' | 'sub' | 'sub-iac' = 'data';
  let verb = 0;
  let sub: number[] = [];

  function command(byte: number, events: TelnetEvent[]): void {
    state = 'data';
    if (byte === IAC) events.push({ kind: 'data', bytes: Uint8Array.of(IAC) });
    else if (byte === SB) {
      state = 'sub';
      sub = [];
    } else if (byte >= VERB.WILL) {
      state = 'verb';
      verb = byte;
    }
    // NOP, AYT, BREAK and the rest mean nothing on a serial port.
  }

  function subCommand(byte: number, events: TelnetEvent[]): void {
    if (byte === IAC) {
      state = 'sub';
      if (sub.length <= MAX_SUBNEGOTIATION_BYTES) sub.push(byte);
      return;
    }
    state = 'data';
    const [option, ...payload] = sub;
    const isWhole = sub.length <= MAX_SUBNEGOTIATION_BYTES;
    sub = [];
    if (byte === SE) {
      if (option !== undefined && isWhole) {
        events.push({ kind: 'subnegotiation', option, payload: Uint8Array.from(payload) });
      }
      return;
    }
    // A command inside a subnegotiation: the peer lost its place; take the command (as RFC 1143's authors advise).
    command(byte, events);
  }

  return (chunk) => {
    const events: TelnetEvent[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (state === 'data') {
        const next = chunk.indexOf(IAC, at);
        const end = next < 0 ? chunk.length : next;
        if (end > at) events.push({ kind: 'data', bytes: chunk.subarray(at, end) });
        if (next >= 0) state = 'iac';
        at = end + 1;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at += 1;
      if (state === 'iac') command(byte, events);
      else if (state === 'verb') {
        state = 'data';
        events.push({ kind: 'negotiate', verb, option: byte });
      } else if (state === 'sub') {
        if (byte === IAC) state = 'sub-iac';
        else if (sub.length <= MAX_SUBNEGOTIATION_BYTES) sub.push(byte);
      } else subCommand(byte, events);
    }
    return events;
  };
}

export interface TelnetOptions {
  /** Offers to do it ourselves (WILL). */
  offer(option: number): void;
  /** Asks the peer to do it (DO). */
  ask(option: number): void;
  receive(verb: number, option: number): void;
  isOursOn(option: number): boolean;
  isTheirsOn(option: number): boolean;
}

type Side = { isOn: boolean; isAsked: boolean };

/** Answers only what changes a state, and refuses an unknown option once, so that no peer can make us babble. */
export function createTelnetOptions(supported: readonly number[], send: (bytes: Uint8Array) => void): TelnetOptions {
  const newSides = () => new Map<number, Side>(supported.map((option) => [option, { isOn: false, isAsked: false }]));
  const [ours, theirs] = [newSides(), newSides()];
  const refused = new Set<string>();
  const say = (verb: number, option: number) => send(Uint8Array.of(IAC, verb, option));

  function request(sides: Map<number, Side>, verb: number, option: number): void {
    const side = sides.get(option);
    if (!side || side.isOn || side.isAsked) return;
    side.isAsked = true;
    say(verb, option);
  }

  function settle(side: Side | undefined, isOn: boolean, option: number, yes: number, no: number): void {
    if (!side) {
      const refusal = `${no} ${option}`;
      if (!isOn || refused.has(refusal)) return;
      refused.add(refusal);
      say(no, option);
      return;
    }
    const wasAsked = side.isAsked;
    const isChange = side.isOn !== isOn;
    side.isAsked = false;
    side.isOn = isOn;
    if (isChange && !wasAsked) say(isOn ? yes : no, option);
  }

  return {
    offer: (option) => request(ours, VERB.WILL, option),
    ask: (option) => request(theirs, VERB.DO, option),
    receive(verb, option) {
      if (verb === VERB.DO || verb === VERB.DONT) {
        settle(ours.get(option), verb === VERB.DO, option, VERB.WILL, VERB.WONT);
      } else {
        settle(theirs.get(option), verb === VERB.WILL, option, VERB.DO, VERB.DONT);
      }
    },
    isOursOn: (option) => ours.get(option)?.isOn ?? false,
    isTheirsOn: (option) => theirs.get(option)?.isOn ?? false,
  };
}
