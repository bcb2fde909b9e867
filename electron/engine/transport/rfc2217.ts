// Owns: the client of RFC 2217, "Telnet Com Port Control Option": a serial port on the network, with rate and lines.
// May import contract and util. Start reading at `createRfc2217Opener`; framing is telnet.ts, numbers are com-port.ts.

import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { withDeadline } from '../util/abort.ts';
import type { Clock } from '../util/clock.ts';
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
import { type Connection, type Dialect, openSocketTransport } from './socket-transport.ts';
import { createTelnetOptions, createTelnetParser, escapeIac, OPTION } from './telnet.ts';
import type { ModemLines, SetLinesResult, TransportOpener } from './transport.ts';

/** For the first agreement, and for the answer to each command. */
const ANSWER_TIMEOUT_MS = 3000;
/** For a change of the lines, which some servers never answer. */
const CONTROL_TIMEOUT_MS = 1000;
/** What such a server gets for the change instead, as pyserial gives it (`ign_set_control`). */
const UNANSWERED_CONTROL_MS = 100;
/** Terminal servers round to what their divisor can do. */
const MAX_BAUD_DEVIATION = 0.03;

export interface Rfc2217Deps {
  readonly clock: Clock;
  readonly answerTimeoutMs?: number;
}

export function createRfc2217Opener(deps: Rfc2217Deps): TransportOpener {
  return {
    open: (port, options, signal) =>
      openSocketTransport(
        { clock: deps.clock, createDialect: (at, connection) => createRfc2217Dialect(deps, at, connection) },
        port,
        options.baudRate,
        signal,
      ),
  };
}

interface Expected {
  readonly answer: number;
  readonly isIt: (value: Uint8Array) => boolean;
  readonly resolve: (value: Uint8Array) => void;
}

function createRfc2217Dialect(deps: Rfc2217Deps, port: PortInfo, connection: Connection): Dialect {
  const timeoutMs = deps.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
  const parse = createTelnetParser();
  let expected: Expected[] = [];
  let onAgreed: () => void = () => undefined;
  let lines: ModemLines = {};
  let isControlAnswered = true;

  /** Answers to the peer; a lost connection is noticed by the socket itself. */
  const sendQuietly = (bytes: Uint8Array) => void connection.send(bytes).catch(() => undefined);
  const options = createTelnetOptions([OPTION.BINARY, OPTION.SUPPRESS_GO_AHEAD, OPTION.COM_PORT], sendQuietly);
  const isAgreed = () => options.isOursOn(OPTION.COM_PORT) || options.isTheirsOn(OPTION.COM_PORT);

  function receive(bytes: Uint8Array): void {
    for (const event of parse(bytes)) {
      if (event.kind === 'data') connection.inbox.push(event.bytes);
      else if (event.kind === 'negotiate') {
        options.receive(event.verb, event.option);
        if (isAgreed()) onAgreed();
      } else if (event.option === OPTION.COM_PORT) answered(event.payload);
    }
  }

  /** An answer settles the oldest command that waits for it; notifications of line and modem state settle none. */
  function answered(payload: Uint8Array): void {
    const value = payload.subarray(1);
    const match = expected.find(({ answer, isIt }) => answer === payload[0] && isIt(value));
    if (!match) return;
    expected = expected.filter((other) => other !== match);
    match.resolve(value);
  }

  /** The work, unless the user, the clock or the connection ends it before. */
  function inTime<T>(
    what: (limitMs: number) => Sentence,
    signal: AbortSignal | undefined,
    work: Promise<T>,
    limitMs = timeoutMs,
  ): Promise<T> {
    const ends = signal ? AbortSignal.any([signal, connection.lost]) : connection.lost;
    const late = () => notSpoken(port, what(limitMs));
    return withDeadline(deps.clock, limitMs, ends, late, () => work);
  }

  function waitForAnswer(
    command: number,
    isIt: Expected['isIt'],
    signal: AbortSignal | undefined,
    limitMs: number,
  ): Promise<Uint8Array> {
    let mine: Expected | undefined;
    const answer = new Promise<Uint8Array>((resolve) => {
      mine = { answer: command + SERVER_OFFSET, isIt, resolve };
      expected.push(mine);
    });
    return inTime(
      (ms) => say('reason-command-not-answered', { command, timeoutMs: ms }),
      signal,
      answer,
      limitMs,
    ).finally(() => {
      expected = expected.filter((other) => other !== mine);
    });
  }

  async function command(
    code: number,
    values: readonly number[],
    signal: AbortSignal | undefined,
    isIt: Expected['isIt'] = () => true,
    limitMs = timeoutMs,
  ): Promise<Uint8Array> {
    const answer = waitForAnswer(code, isIt, signal, limitMs);
    answer.catch(() => undefined);
    await connection.send(comPortCommand(code, ...values));
    return answer;
  }

  async function setBaudRate(baudRate: number, signal: AbortSignal | undefined): Promise<void> {
    const answer = baudRateOf(await command(COM_PORT.SET_BAUDRATE, baudRateBytes(baudRate), signal));
    if (answer !== undefined && Math.abs(answer - baudRate) <= baudRate * MAX_BAUD_DEVIATION) return;
    throw new SlipwayError(
      'port/open-failed',
      say('port-server-baud-rate', { address: port.path, actual: answer ?? '?', wanted: baudRate }),
      {
        context: { port: port.id },
      },
    );
  }

  /**
   * Says only what changes: esptool's esp_rfc2217_server takes each word for a step of a reset that it then does by
   * itself. It also answers none of them, so a server that is silent here is taken at its word.
   */
  async function setLines(wanted: ModemLines, signal: AbortSignal | undefined): Promise<SetLinesResult> {
    const controls: number[] = [];
    if (wanted.dtr !== undefined && wanted.dtr !== lines.dtr)
      controls.push(wanted.dtr ? CONTROL.DTR_ON : CONTROL.DTR_OFF);
    if (wanted.rts !== undefined && wanted.rts !== lines.rts)
      controls.push(wanted.rts ? CONTROL.RTS_ON : CONTROL.RTS_OFF);
    lines = { ...lines, ...wanted };
    if (!isControlAnswered) {
      for (const control of controls) {
        await connection.send(comPortCommand(COM_PORT.SET_CONTROL, control));
        await deps.clock.sleep(UNANSWERED_CONTROL_MS, signal);
      }
      return 'ok';
    }
    const isIt = (control: number) => (value: Uint8Array) => value[0] === control;
    const limitMs = Math.min(timeoutMs, CONTROL_TIMEOUT_MS);
    try {
      await Promise.all(
        controls.map((control) => command(COM_PORT.SET_CONTROL, [control], signal, isIt(control), limitMs)),
      );
    } catch (thrown) {
      if (signal?.aborted || !connection.isOpen) throw thrown;
      isControlAnswered = false;
    }
    return 'ok';
  }

  async function start(baudRate: number, signal: AbortSignal | undefined): Promise<void> {
    const agreed = new Promise<void>((resolve) => {
      onAgreed = resolve;
    });
    options.offer(OPTION.COM_PORT);
    options.offer(OPTION.BINARY);
    options.ask(OPTION.BINARY);
    options.offer(OPTION.SUPPRESS_GO_AHEAD);
    await inTime((ms) => say('reason-not-agreed', { timeoutMs: ms }), signal, agreed);
    await setBaudRate(baudRate, signal);
    await Promise.all([
      command(COM_PORT.SET_DATASIZE, [DATA_BITS_EIGHT], signal),
      command(COM_PORT.SET_PARITY, [PARITY_NONE], signal),
      command(COM_PORT.SET_STOPSIZE, [STOP_BITS_ONE], signal),
    ]);
    await setLines({ dtr: true, rts: true }, signal);
  }

  return {
    receive,
    encode: escapeIac,
    start,
    setBaudRate,
    setLines,
    async purgeInput() {
      // The answer comes after all bytes that the server had read before, so those are dropped with the rest.
      await command(COM_PORT.PURGE_DATA, [PURGE.RECEIVE], undefined).catch((thrown) => {
        if (!connection.isOpen) throw thrown;
      });
    },
  };
}

function notSpoken(port: PortInfo, reason: Sentence): SlipwayError {
  return new SlipwayError('port/open-failed', say('port-server-not-spoken', { address: port.path, reason }), {
    context: { port: port.id },
    action: say('do-switch-port-server'),
  });
}
