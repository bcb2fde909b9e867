// Owns: the closed catalogue of what can go wrong, in the words a person reads. Imports evidence and errors/ only.
// Every refusal or failure that leaves a layer is a SlipwayError with one of these codes.
// Start reading at `errorCatalogue`, whose rows are in errors/, a file for each area; docs/errors.md is generated from it.

import { bootErrors } from './errors/boot.ts';
import { bundleErrors } from './errors/bundle.ts';
import { deviceErrors } from './errors/device.ts';
import { fleetErrors } from './errors/fleet.ts';
import { identityErrors } from './errors/identity.ts';
import { imageErrors } from './errors/image.ts';
import { jobErrors } from './errors/job.ts';
import { journalErrors } from './errors/journal.ts';
import { measureErrors } from './errors/measure.ts';
import { portErrors } from './errors/port.ts';
import { recipeErrors } from './errors/recipe.ts';
import type { ErrorEntry, ErrorLayer, UnitAdvice } from './errors/row.ts';
import { secretErrors } from './errors/secret.ts';
import { stationErrors } from './errors/station.ts';
import { wireErrors } from './errors/wire.ts';
import type { NamedContext } from './evidence.ts';
import type { Sentence } from './sentence.ts';

export type { ErrorEntry, ErrorLayer, ErrorOutcome, RetryClass, UnitAdvice } from './errors/row.ts';

export const errorCatalogue = {
  ...recipeErrors,
  ...bundleErrors,
  ...imageErrors,
  ...portErrors,
  ...deviceErrors,
  ...bootErrors,
  ...measureErrors,
  ...identityErrors,
  ...secretErrors,
  ...journalErrors,
  ...fleetErrors,
  ...wireErrors,
  ...jobErrors,
  ...stationErrors,
} as const satisfies Record<`${ErrorLayer}/${string}`, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

export const errorCodes: readonly ErrorCode[] = Object.freeze((Object.keys(errorCatalogue) as ErrorCode[]).slice());

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(errorCatalogue, value);

/** Where the unit goes that failed with this error; undefined where the unit is not what failed, or the code is a newer one's. */
export const unitAdviceOf = (code: unknown): UnitAdvice | undefined =>
  isErrorCode(code) ? errorCatalogue[code].advice : undefined;

/** A unit whose last judged run ended so is never shipped, and never begun again unless a person decides so. */
export const isFinalForUnit = (code: unknown): boolean => unitAdviceOf(code) === 'final';

/**
 * Where in the outside world the error points: a file position, an address, a byte count. JSON only, no secrets.
 * `detail` is the code of what the message says, and `advice` that of a special action; their values are beside them.
 */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The serialised form, as journaled and as sent over every wire. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action: string;
  readonly context: ErrorContext;
}

/**
 * The one error type that crosses a layer. `message` says what is wrong and where, in one sentence; what to do next comes
 * from the catalogue unless `action` is given. Both as a sentence of the contract where a window can come to show them.
 */
export class SlipwayError extends Error {
  readonly code: ErrorCode;
  readonly context: ErrorContext;
  readonly action: string;

  constructor(
    code: ErrorCode,
    message: string | Sentence,
    options: { context?: NamedContext; cause?: unknown; action?: string | Sentence } = {},
  ) {
    const { context, cause, action = errorCatalogue[code].action } = options;
    super(textOf(message), cause === undefined ? undefined : { cause });
    this.name = 'SlipwayError';
    this.code = code;
    this.action = textOf(action);
    this.context = { ...context, ...codedAs('advice', action), ...codedAs('detail', message) };
  }

  /** What it says, for a sentence around it. */
  get sentence(): Sentence | string {
    const { detail: code, advice: _advice, ...context } = this.context;
    if (typeof code !== 'string') return this.message;
    const isValue = (entry: [string, unknown]): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number';
    return { code, text: this.message, values: Object.fromEntries(Object.entries(context).filter(isValue)) };
  }

  get entry(): ErrorEntry {
    return errorCatalogue[this.code];
  }

  toReport(): ErrorReport {
    return { code: this.code, message: this.message, action: this.action, context: this.context };
  }
}

const textOf = (said: string | Sentence): string => (typeof said === 'string' ? said : said.text);

const codedAs = (name: 'detail' | 'advice', said: string | Sentence): ErrorContext =>
  typeof said === 'string' ? {} : { ...said.values, [name]: said.code };

/** Turns anything thrown into a SlipwayError; an AbortError becomes `job/aborted`, the unknown a defect. */
export function toSlipwayError(thrown: unknown): SlipwayError {
  if (thrown instanceof SlipwayError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    const reason = thrown.cause;
    if (reason instanceof SlipwayError) return reason;
    // Not by `say`: windows load this file, and would load all sentences with it.
    const text = 'The work was stopped.';
    return new SlipwayError('job/aborted', { code: 'work-stopped', values: {}, text }, { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('station/internal', `Unexpected: ${message}`, { cause: thrown });
}
