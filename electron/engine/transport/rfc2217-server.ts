// Owns: the server of RFC 2217 in front of a host endpoint, so that any RFC 2217 client reaches the virtual bench.
// May import contract and util. Start reading at `serveRfc2217`.
import {
  baudRateBytes,
  baudRateOf,
  COM_PORT,
  CONTROL,
  comPortCommand,
  DATA_BITS_EIGHT,
  PARITY_NONE,
  PURGE,
  SERVER_OFFSET,
  STOP_BITS_ONE,
} from './com-port.ts';
import type { HostEndpoint } from './host-endpoint.ts';
import { type LineDialect, type LineOperation, type LineServer, type ServeOptions, serveLine } from './line-server.ts';
import { createTelnetOptions, createTelnetParser, escapeIac, OPTION, VERB } from './telnet.ts';

/** CTS, DSR and CD are on (RFC 2217 section 3, NOTIFY-MODEMSTATE). */
const MODEM_STATE = 0xb0;
/** A rate beyond any UART is a slip of the client. */
const MAX_BAUD_RATE = 20_000_000;

export function serveRfc2217(endpoint: HostEndpoint, options: ServeOptions = {}): Promise<LineServer> {
  return serveLine(endpoint, (reply) => createServerDialect(endpoint, reply), options);
}

function createServerDialect(endpoint: HostEndpoint, reply: (bytes: Uint8Array) => void): LineDialect {
  const parse = createTelnetParser();
  const greeting: Uint8Array[] = [];
  let say = (bytes: Uint8Array): void => {
    greeting.push(bytes);
  };
  const options = createTelnetOptions([OPTION.BINARY, OPTION.SUPPRESS_GO_AHEAD, OPTION.COM_PORT], (bytes) =>
    say(bytes),
  );
  options.ask(OPTION.COM_PORT);
  options.offer(OPTION.BINARY);
  options.ask(OPTION.BINARY);
  options.offer(OPTION.SUPPRESS_GO_AHEAD);
  say = reply;

  const answer = (command: number, ...values: readonly number[]) =>
    reply(comPortCommand(command + SERVER_OFFSET, ...values));

  let isTold = false;
  /** Who speaks RFC 2217 is told at once how the modem lines are: some clients wait for it before anything else. */
  function negotiate(verb: number, option: number): void {
    options.receive(verb, option);
    if (isTold || option !== OPTION.COM_PORT || (verb !== VERB.WILL && verb !== VERB.DO)) return;
    isTold = true;
    answer(COM_PORT.NOTIFY_MODEMSTATE, MODEM_STATE);
  }

  /** Each command is answered with the value that holds then; a value of 0 asks for it. */
  function obey(payload: Uint8Array): void {
    const [command = -1, first = 0] = payload;
    switch (command) {
      case COM_PORT.SIGNATURE:
        if (payload.length === 1) answer(command, ...new TextEncoder().encode('Slipway virtual bench'));
        return;
      case COM_PORT.SET_BAUDRATE: {
        const baudRate = baudRateOf(payload.subarray(1));
        if (baudRate && baudRate <= MAX_BAUD_RATE) endpoint.setBaudRate(baudRate);
        answer(command, ...baudRateBytes(endpoint.baudRate));
        return;
      }
      case COM_PORT.SET_DATASIZE:
        answer(command, DATA_BITS_EIGHT);
        return;
      case COM_PORT.SET_PARITY:
        answer(command, PARITY_NONE);
        return;
      case COM_PORT.SET_STOPSIZE:
        answer(command, STOP_BITS_ONE);
        return;
      case COM_PORT.SET_CONTROL:
        answer(command, control(first));
        return;
      case COM_PORT.NOTIFY_LINESTATE:
        answer(command, 0);
        return;
      case COM_PORT.NOTIFY_MODEMSTATE:
        answer(command, MODEM_STATE);
        return;
      case COM_PORT.SET_LINESTATE_MASK:
      case COM_PORT.SET_MODEMSTATE_MASK:
        answer(command, first);
        return;
      case COM_PORT.PURGE_DATA:
        if (first === PURGE.TRANSMIT || first === PURGE.BOTH) endpoint.discardOutput();
        answer(command, first);
        return;
      default:
        // RFC 2217 has no word for "unknown"; silence is what its clients time out on.
        return;
    }
  }

  /** Sets or tells; answers with what holds then. */
  function control(value: number): number {
    if (value === CONTROL.DTR_ON || value === CONTROL.DTR_OFF) endpoint.setLines({ dtr: value === CONTROL.DTR_ON });
    if (value === CONTROL.RTS_ON || value === CONTROL.RTS_OFF) endpoint.setLines({ rts: value === CONTROL.RTS_ON });
    if (value === CONTROL.REQUEST_DTR) return endpoint.lines.dtr ? CONTROL.DTR_ON : CONTROL.DTR_OFF;
    if (value === CONTROL.REQUEST_RTS) return endpoint.lines.rts ? CONTROL.RTS_ON : CONTROL.RTS_OFF;
    if (value >= CONTROL.REQUEST_BREAK && value <= CONTROL.BREAK_OFF) return CONTROL.BREAK_OFF;
    if (value >= CONTROL.DTR_ON && value <= CONTROL.RTS_OFF) return value;
    return CONTROL.NO_FLOW;
  }

  return {
    greeting,
    encode: escapeIac,
    receive: (bytes) =>
      parse(bytes).map((event): LineOperation => {
        if (event.kind === 'data') return { kind: 'write', bytes: event.bytes };
        if (event.kind === 'negotiate') return { kind: 'act', act: () => negotiate(event.verb, event.option) };
        return { kind: 'act', act: () => event.option === OPTION.COM_PORT && obey(event.payload) };
      }),
  };
}
