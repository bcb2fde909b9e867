// Owns: the facts that a station gives to a support engineer. May import contract, util and what the facts come from.
// Chosen, not cleaned: only what is listed here is written, and then the redactor goes over it once more.
// Start reading at `createSupportFile`.
import os from 'node:os';
import type { StationInfo } from '../../contract/api.ts';
import type { PortStatus, Slot } from '../../contract/device.ts';
import type { DoctorCheck } from '../../contract/doctor.ts';
import { type ErrorContext, type ErrorReport, errorCatalogue } from '../../contract/errors.ts';
import type { FleetState, KeysState, TextFile, TrustState } from '../../contract/library.ts';
import type { LineState } from '../../contract/line.ts';
import type { RunDetail } from '../../contract/records.ts';
import type { Engine } from '../engine.ts';
import { createRedactor } from './redact.ts';

export interface SupportFacts {
  readonly info: StationInfo;
  readonly doctor: readonly DoctorCheck[];
  readonly ports: readonly PortStatus[];
  readonly slots: readonly Slot[];
  readonly line: LineState;
  readonly fleets: readonly FleetState[];
  readonly keys: KeysState;
  readonly trust: TrustState;
  /** Newest first. */
  readonly runs: readonly RunDetail[];
  readonly logLines: readonly string[];
  /** Values of configuration fields that this station knows: Wi-Fi passwords and the like. */
  readonly configValues: readonly string[];
  readonly nowMs: number;
  readonly homeDir?: string;
}

const runsKept = 50;

/** What the station itself answers to a client, which is never a secret. */
export async function gatherSupportFacts(
  engine: Engine,
  signal: AbortSignal,
): Promise<Omit<SupportFacts, 'configValues' | 'logLines' | 'nowMs'>> {
  const options = { signal };
  const { rows } = await engine.runs.list({ limit: runsKept }, options);
  return {
    info: await engine.station.info(undefined, options),
    doctor: await engine.station.doctor(undefined, options),
    ports: await engine.ports.list(undefined, options),
    slots: await engine.slots.list(undefined, options),
    line: await engine.line.get(undefined, options),
    fleets: await engine.fleets.list(undefined, options),
    keys: await engine.keys.get(undefined, options),
    trust: await engine.trust.get(undefined, options),
    runs: await Promise.all(rows.map(({ runId }) => engine.runs.get({ runId }, options))),
  };
}

export function createSupportFile(facts: SupportFacts): TextFile {
  const redact = createRedactor({ homeDir: facts.homeDir ?? os.homedir(), secrets: facts.configValues });
  const moment = new Date(facts.nowMs).toISOString();
  // Text by text, before JSON escapes anything in it.
  const clean = (_key: string, value: unknown) => (typeof value === 'string' ? redact(value) : value);
  const text = `${JSON.stringify(contentOf(facts, moment), clean, 2)}\n`;
  return { fileName: `slipway-support-${moment.slice(0, 19).replaceAll(':', '')}.json`, text };
}

function contentOf(facts: SupportFacts, moment: string): object {
  const { info, line, keys } = facts;
  return {
    slipwaySupport: 1,
    createdAt: moment,
    versions: { slipway: info.version, ...process.versions },
    platform: {
      system: `${os.type()} ${os.release()}`,
      architecture: process.arch,
      processors: os.availableParallelism(),
      memoryBytes: os.totalmem(),
      uptimeSeconds: Math.round(process.uptime()),
      language: Intl.DateTimeFormat().resolvedOptions().locale,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    station: info,
    doctor: facts.doctor,
    ports: facts.ports,
    slots: facts.slots,
    line: { setup: line.setup === null ? null : { ...line.setup, operator: undefined }, order: line.order },
    problemOfLine: line.problem === null ? null : describeError(line.problem),
    fleets: facts.fleets.map(({ lastError, ...fleet }) => ({
      ...fleet,
      lastError: lastError === null ? null : describeError(lastError),
    })),
    keys: {
      sealing: keys.sealing,
      isLocked: keys.isLocked,
      authorities: keys.authorities.map(({ certificatePem: _pem, ...authority }) => authority),
    },
    trust: facts.trust,
    runs: facts.runs.map(describeRun),
    log: facts.logLines,
  };
}

/** Without the console, evidence and operator: what a unit prints may be anything. */
function describeRun({ run, recipe, port, steps, error, continues }: RunDetail): object {
  const { operator: _operator, ...record } = run;
  return {
    ...record,
    recipeHash: recipe.hash,
    bundleHash: recipe.bundleHash,
    port: port.id,
    continues,
    steps: steps.map(({ kind, state, attempt, startedAtMs, finishedAtMs, error: stepError }) => ({
      kind,
      state,
      attempt,
      durationMs: startedAtMs === null || finishedAtMs === null ? null : finishedAtMs - startedAtMs,
      error: stepError === null ? null : describeError(stepError),
    })),
    error: error === null ? null : describeError(error),
  };
}

/** Layers whose messages repeat what a unit printed, what a server answered, or what a recipe says. */
const talkative = /^(?:boot|measure|recipe|fleet)\//;

function describeError({ code, message, context }: ErrorReport): object {
  const { title } = errorCatalogue[code];
  return { code, title, ...(talkative.test(code) ? {} : { message }), context: plainContext(code, context) };
}

/** Numbers and yes/no always; texts only where they cannot be what a unit or a server said. */
function plainContext(code: string, context: ErrorContext): ErrorContext {
  const entries = Object.entries(context).filter(([, value]) => typeof value !== 'string' || !talkative.test(code));
  return Object.fromEntries(entries);
}
