// Owns: what a call that failed says on the wire, as the contract's one defined error. For the engine's end alone: a window
// has no use for the sentences. Imports contract only. Start reading at `toWireError`; wire-error.ts is the client's end.
import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { SlipwayError, toSlipwayError } from '../contract/errors.ts';
import { say } from '../contract/sentences.ts';

/** Told about a failure that should be impossible, with everything that the client must not see. */
export type OnDefect = (thrown: unknown, procedure: string) => void;

/** What a handler threw, as the contract's one defined error. Stack traces and unknown messages stay here. */
export function toWireError(thrown: unknown, path: readonly string[], onDefect?: OnDefect): ORPCError<string, unknown> {
  const report = toKnownError(thrown, path.join('.'), onDefect).toReport();
  return new ORPCError('SLIPWAY', { status: 422, message: report.message, data: report, cause: thrown });
}

function toKnownError(thrown: unknown, procedure: string, onDefect: OnDefect | undefined): SlipwayError {
  if (thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST' && thrown.cause instanceof ValidationError) {
    return invalidInput(thrown.cause, procedure);
  }
  if (thrown instanceof SlipwayError) return thrown;
  const known = toSlipwayError(thrown);
  if (known.code !== 'station/internal') return known;
  onDefect?.(thrown, procedure);
  return new SlipwayError('station/internal', say('call-defect', { procedure }));
}

function invalidInput(error: ValidationError, procedure: string): SlipwayError {
  const issue = error.issues[0];
  const segments = (issue?.path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  const field = segments.join('.');
  const reason = issue?.message ?? 'no reason given';
  return new SlipwayError(
    'wire/invalid-input',
    field === ''
      ? say('input-invalid', { procedure, reason })
      : say('input-field-invalid', { field, procedure, reason }),
    {
      context: { procedure, field, issues: error.issues.length },
      cause: error,
    },
  );
}
