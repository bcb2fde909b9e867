// The step that earns the PASS: the unit starts what was written, says that it is up, and proves who it is
// by signing a fresh nonce with the key that it was given.

import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { Evidence } from '../../contract/evidence.ts';
import type { Measurement } from '../../contract/job.ts';
import type { MeasurementSpec } from '../../contract/recipe.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import type { ConsoleCapability } from '../drivers/driver.ts';
import { parseDurationMs } from '../recipe/duration.ts';
import { fillTemplate } from '../recipe/template.ts';
import { unitIdOf, wordsOf } from './scratch.ts';
import type { Step, StepContext } from './step.ts';

/** Console text kept as evidence; a boot loop prints for ever. */
const consoleLimitChars = 64 * 1024;
/** Patterns of a recipe run on lines of at most this length, so that none can take for ever. */
const lineLimitChars = 1024;
/** How long to go on listening for values that the firmware prints after it said that it is up. */
const settleMs = 1_500;
const readSliceMs = 100;

const identityAnswerSchema = z.object({
  serial: z.string().max(128).nullable(),
  mac: z.string().max(64).optional(),
  keyFingerprint: z.string().max(128).optional(),
  signature: z.string().max(512).optional(),
});

export interface BootStepDeps {
  readonly newNonce: () => string;
  readonly verifyProof: (proof: {
    publicKeyPem: string;
    nonce: string;
    serial: string;
    signatureBase64: string;
  }) => boolean;
}

/** Resets the unit, watches its console, asks it for its identity, and takes the measurements of the recipe. */
export function createBootStep(deps: BootStepDeps): Step {
  return {
    kind: 'boot',
    isIrreversible: false,
    async run(ctx) {
      const unitConsole = ctx.session.console;
      if (unitConsole === undefined)
        throw new SlipwayError('station/internal', 'The driver has no console, so the boot cannot be proven.');
      const log = createConsoleLog(ctx, unitConsole);
      try {
        const startedMs = ctx.clock.monotonicMs();
        await unitConsole.start(ctx.signal);
        await waitUntilUp(ctx, unitConsole, log, startedMs);
        const bootTimeMs = Math.round(ctx.clock.monotonicMs() - startedMs);
        const identity = await proveIdentity(ctx, unitConsole, log, deps);
        const measurements = await takeMeasurements(ctx, log, bootTimeMs);
        return { bootTimeMs, identity, measurements: measurements.length };
      } finally {
        ctx.journal.append({
          kind: 'console.captured',
          runId: ctx.runId,
          text: redact(ctx, log.text()),
          isTruncated: log.isTruncated(),
        });
      }
    },
  };
}

interface ConsoleLog {
  /** Reads for at most one slice and returns the lines that ended in it. */
  nextLines(): Promise<readonly string[]>;
  lines(): readonly string[];
  text(): string;
  isTruncated(): boolean;
}

function createConsoleLog(ctx: StepContext, unitConsole: ConsoleCapability): ConsoleLog {
  const lines: string[] = [];
  let partial = '';
  let chars = 0;
  let isTruncated = false;
  const keep = (line: string) => {
    if (chars + line.length + 1 > consoleLimitChars) isTruncated = true;
    else {
      lines.push(line);
      chars += line.length + 1;
    }
  };
  return {
    async nextLines() {
      const text = await unitConsole.read(readSliceMs, ctx.signal);
      if (text === undefined) return [];
      const pieces = (partial + text).split(/\r\n|\n|\r/);
      partial = (pieces.pop() ?? '').slice(-lineLimitChars);
      const whole = pieces.map((piece) => piece.slice(0, lineLimitChars));
      for (const line of whole) keep(line);
      return whole;
    },
    lines: () => lines,
    text: () => [...lines, ...(partial === '' ? [] : [partial])].join('\n'),
    isTruncated: () => isTruncated,
  };
}

async function waitUntilUp(
  ctx: StepContext,
  unitConsole: ConsoleCapability,
  log: ConsoleLog,
  startedMs: number,
): Promise<void> {
  const { boot } = ctx.job.recipe;
  const expect = new RegExp(boot.expect);
  const rejects = (boot.reject ?? []).map((source) => new RegExp(source));
  const timeoutMs = parseDurationMs(boot.timeout);
  ctx.onProgress('waiting for the unit to start', 0, 0);
  while (ctx.clock.monotonicMs() - startedMs < timeoutMs) {
    for (const line of await log.nextLines()) {
      if (expect.test(line)) return;
      const known = unitConsole.bootFailures.find(({ pattern }) => pattern.test(line));
      if (known !== undefined) throw bootFailed(known.meaning, line);
      if (rejects.some((pattern) => pattern.test(line))) throw bootFailed(say('reason-boot-rejected'), line);
    }
  }
  if (log.text().trim() === '') {
    throw new SlipwayError('boot/silent', say('boot-silent', { timeoutMs }));
  }
  throw new SlipwayError('boot/pattern-missing', say('boot-no-line', { expected: boot.expect, timeoutMs }), {
    context: { lastLine: log.lines().at(-1) ?? '' },
  });
}

const bootFailed = (reason: Sentence, line: string) =>
  new SlipwayError('boot/failed', say('boot-failed', { reason }), { context: { line: line.slice(0, 200) } });

async function proveIdentity(
  ctx: StepContext,
  unitConsole: ConsoleCapability,
  log: ConsoleLog,
  deps: BootStepDeps,
): Promise<Evidence> {
  const ask = ctx.job.recipe.boot.identity;
  if (ask === undefined) return { asked: false };
  const nonce = deps.newNonce();
  const answerPattern = new RegExp(ask.expect);
  const timeoutMs = parseDurationMs(ask.timeout);
  const startedMs = ctx.clock.monotonicMs();
  ctx.onProgress('asking the unit who it is', 0, 0);
  await unitConsole.send(fillTemplate(ask.send, { ...wordsOf(ctx), nonce }), ctx.signal);
  while (ctx.clock.monotonicMs() - startedMs < timeoutMs) {
    for (const line of await log.nextLines()) {
      const answer = answerPattern.exec(line)?.[1];
      if (answer !== undefined) return compareIdentity(ctx, nonce, answer, deps);
    }
  }
  throw new SlipwayError('boot/identity-missing', say('boot-not-asked', { timeoutMs }));
}

function compareIdentity(ctx: StepContext, nonce: string, answer: string, deps: BootStepDeps): Evidence {
  const parsed = identityAnswerSchema.safeParse(tryJson(answer));
  if (!parsed.success) {
    throw new SlipwayError('boot/identity-missing', say('boot-answer-unreadable'), {
      context: { answer: answer.slice(0, 200) },
    });
  }
  const { serial, mac, signature } = parsed.data;
  const mismatch = (what: Sentence) => new SlipwayError('boot/identity-mismatch', what);
  const expectedSerial = ctx.scratch.serial;
  if (expectedSerial !== undefined && serial !== expectedSerial)
    throw mismatch(
      serial == null
        ? say('boot-no-serial', { expected: expectedSerial })
        : say('boot-other-serial', { found: serial, expected: expectedSerial }),
    );
  const expectedMac = ctx.session.identity.mac;
  if (expectedMac !== undefined && mac !== undefined && mac.toLowerCase() !== expectedMac.toLowerCase())
    throw mismatch(say('boot-other-mac', { found: mac, expected: expectedMac }));

  const key = ctx.journal.keyOfUnit(unitIdOf(ctx));
  if (key === undefined || expectedSerial === undefined) return { asked: true, serial, isKeyProven: false };
  if (signature === undefined) {
    throw new SlipwayError('boot/identity-missing', say('boot-not-signed'), { context: { serial } });
  }
  if (
    !deps.verifyProof({ publicKeyPem: key.publicKeyPem, nonce, serial: expectedSerial, signatureBase64: signature })
  ) {
    throw mismatch(say('boot-other-key', { expected: key.keyFingerprint }));
  }
  return { asked: true, serial, isKeyProven: true, keyFingerprint: key.keyFingerprint };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function takeMeasurements(
  ctx: StepContext,
  log: ConsoleLog,
  bootTimeMs: number,
): Promise<readonly Measurement[]> {
  const specs = ctx.job.recipe.measurements ?? [];
  const isPrinted = (spec: MeasurementSpec) => spec.from === 'bootTime' || printedValue(spec, log) !== undefined;
  const startedMs = ctx.clock.monotonicMs();
  while (!specs.every(isPrinted) && ctx.clock.monotonicMs() - startedMs < settleMs) await log.nextLines();

  const taken = specs.flatMap((spec) => {
    const value = spec.from === 'bootTime' ? bootTimeMs : printedValue(spec, log);
    return value === undefined ? [] : [{ spec, measurement: judge(spec, value) }];
  });
  if (taken.length > 0) {
    ctx.journal.append(
      ...taken.map(({ measurement }) => ({ kind: 'measurement.taken' as const, runId: ctx.runId, measurement })),
    );
  }
  const missing = specs.find((spec) => !taken.some((one) => one.spec === spec));
  if (missing !== undefined) {
    throw new SlipwayError('measure/missing', say('measurement-missing', { measurement: missing.name }));
  }
  const bad = taken.find(({ measurement }) => !measurement.isWithinLimits)?.measurement;
  if (bad !== undefined) {
    throw new SlipwayError('measure/out-of-limits', limitsOf(bad), { context: { min: bad.min, max: bad.max } });
  }
  return taken.map(({ measurement }) => measurement);
}

function limitsOf({ name: measurement, value, unit: valueUnit, min, max }: Measurement): Sentence {
  const taken = { measurement, value, valueUnit };
  if (max === null) return say('measurement-too-low', { ...taken, min: min ?? '-∞' });
  return min === null ? say('measurement-too-high', { ...taken, max }) : say('measurement-out', { ...taken, min, max });
}

function printedValue(spec: MeasurementSpec, log: ConsoleLog): number | undefined {
  if (spec.from === 'bootTime') return undefined;
  const pattern = new RegExp(spec.from.pattern);
  for (const line of log.lines()) {
    const text = pattern.exec(line)?.[1];
    const value = text === undefined ? Number.NaN : Number(text);
    if (Number.isFinite(value)) return value;
  }
  return undefined;
}

function judge(spec: MeasurementSpec, value: number): Measurement {
  const isWithinLimits = (spec.min === undefined || value >= spec.min) && (spec.max === undefined || value <= spec.max);
  return { name: spec.name, value, unit: spec.unit, min: spec.min ?? null, max: spec.max ?? null, isWithinLimits };
}

/** A firmware that prints its configuration must not carry a secret into the journal. */
function redact(ctx: StepContext, text: string): string {
  let redacted = text.replaceAll(
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    '[private key]',
  );
  for (const [key, field] of Object.entries(ctx.job.recipe.config ?? {})) {
    const value = field.secret === true ? String(ctx.job.config[key] ?? '') : '';
    if (value.length >= 4) redacted = redacted.replaceAll(value, '[secret]');
  }
  return redacted;
}
