// Owns: what a wire threw, as the SlipwayError that the engine meant. Imports contract only.
// Start reading at `fromWireError`; call-error.ts is the engine's end.
import { ORPCError } from '@orpc/client';
import { errorReportSchema } from '../contract/error-report.ts';
import { type ErrorCode, SlipwayError, toSlipwayError } from '../contract/errors.ts';

/** The body that the HTTP face answers before a procedure is reached; the same form as every other error. */
export function wireErrorBody(error: SlipwayError, status: number) {
  return { defined: true, code: 'SLIPWAY', status, message: error.message, data: error.toReport() };
}

const codeOfStatus = new Map<number, ErrorCode>([
  [400, 'wire/malformed'],
  [401, 'wire/bad-token'],
  [403, 'wire/bad-origin'],
  [404, 'wire/malformed'],
  [405, 'wire/malformed'],
  [413, 'wire/too-large'],
  [415, 'wire/malformed'],
]);

/** Why an HTTP request was refused; undefined when it was not. */
export function fromHttpStatus(status: number): SlipwayError | undefined {
  const code = codeOfStatus.get(status);
  return (
    code && new SlipwayError(code, `The engine refused the connection with status ${status}.`, { context: { status } })
  );
}

/** What a wire threw at its client, as the SlipwayError that the engine meant; a broken wire is `wire/closed`. */
export function fromWireError(thrown: unknown, signal?: AbortSignal): SlipwayError {
  if (thrown instanceof SlipwayError) return thrown;
  if (signal?.aborted) return toSlipwayError(signal.reason);
  if (thrown instanceof ORPCError) {
    const report = errorReportSchema.safeParse(thrown.data);
    if (report.success) {
      const { code, message, action, context } = report.data;
      return new SlipwayError(code, message, { action, context, cause: thrown });
    }
    const code = codeOfStatus.get(thrown.status) ?? 'station/internal';
    return new SlipwayError(code, `The engine answered ${thrown.status}: ${thrown.message}.`, { cause: thrown });
  }
  const reason = thrown instanceof Error ? causeMessage(thrown) : String(thrown);
  return new SlipwayError('wire/closed', `The connection to the engine broke off: ${reason}.`, { cause: thrown });
}

/** fetch says `fetch failed` and hides the reason (`connect ECONNREFUSED 127.0.0.1:1`) in its cause. */
function causeMessage(error: Error): string {
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
