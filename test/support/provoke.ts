// Owns: the way in which a test provokes one row of the error catalogue for real.
// `npm test` checks that every code of the catalogue has at least one such test (test/flows/error-catalogue.test.ts).
import { expect, test } from 'vitest';
import { type ErrorCode, SlipwayError } from '../../electron/contract/errors.ts';

/** Runs `act`, which must fail with exactly `code`; returns nothing else. The message must say something of its own. */
export function provokes(
  code: ErrorCode,
  title: string,
  act: () => unknown,
  check?: (error: SlipwayError) => void,
): void {
  test(`[${code}] ${title}`, async () => {
    const error = await caught(act);
    expect(error).toBeInstanceOf(SlipwayError);
    if (!(error instanceof SlipwayError)) return;
    expect(error.code, error.message).toBe(code);
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.action.length).toBeGreaterThan(5);
    check?.(error);
  });
}

/** What `act` throws, or a plain Error when it does not. */
export async function caught(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (thrown) {
    return thrown;
  }
  return new Error('nothing was thrown');
}
