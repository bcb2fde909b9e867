// Owns: helpers around AbortSignal. Imports the clock's type only. Start reading at `abortable`.
import type { Clock } from './clock.ts';

/** Settles as `work` does, or rejects with the signal's reason as soon as it is aborted; `work` itself is not stopped. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.reject(signal.reason);
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Runs `work` with a signal that is aborted with `reason()` after `timeoutMs`, or with the outer signal's reason. */
export async function withDeadline<T>(
  clock: Clock,
  timeoutMs: number,
  outer: AbortSignal | undefined,
  reason: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timer = new AbortController();
  const deadline = new AbortController();
  const signal = outer ? AbortSignal.any([outer, deadline.signal]) : deadline.signal;
  clock.sleep(timeoutMs, timer.signal).then(
    () => deadline.abort(reason()),
    () => undefined,
  );
  try {
    return await abortable(work(signal), signal);
  } finally {
    timer.abort();
  }
}
