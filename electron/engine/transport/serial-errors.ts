// Owns: what the words of serialport's native binding mean (its errors are strerror texts, not codes).
// May import contract and util. Start reading at `serialOpenError`.

import { SlipwayError } from '../../contract/errors.ts';
import type { NamedContext } from '../../contract/evidence.ts';
import { say } from '../../contract/sentences.ts';
import { findHolders, findLockHolder, type Holder, owningGroup } from './holders.ts';

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Turns a failed open into port/not-found, port/forbidden, port/busy or port/open-failed. */
export async function serialOpenError(path: string, thrown: unknown): Promise<SlipwayError> {
  const message = messageOf(thrown);
  const context: NamedContext = { port: path, system: message };
  // "File not found" and "Access denied" are the binding's words on Windows, the rest are strerror(3)'s.
  if (/No such file|File not found|No such device/i.test(message)) {
    return new SlipwayError('port/not-found', say('port-not-there', { port: path }), { context, cause: thrown });
  }
  if (/Permission denied|Operation not permitted/i.test(message)) return forbidden(path, thrown);
  if (/Cannot lock port|busy|Access denied/i.test(message)) {
    const locker = await findLockHolder(path);
    return busyError(path, locker ? [locker] : await findHolders(path), thrown);
  }
  return new SlipwayError('port/open-failed', say('port-refused-by-system', { port: path, reason: plain(message) }), {
    context,
    cause: thrown,
  });
}

/** `Error: Is a directory, cannot open /tmp` without its prefix and without the path again. */
function plain(message: string): string {
  return message.replace(/^Error:?\s*/, '').replace(/, cannot open .*$/i, '');
}

export function busyError(path: string, holders: readonly Holder[], cause?: unknown): SlipwayError {
  const [holder] = holders;
  const port = path;
  const held = !holder
    ? say('port-held-by-unknown', { port })
    : holder.pid === process.pid
      ? say('port-held-by-itself', { port })
      : say('port-held-by-program', { port, command: holder.command, pid: holder.pid });
  return new SlipwayError('port/busy', held, {
    context: { port, pid: holder?.pid, command: holder?.command },
    cause,
  });
}

async function forbidden(path: string, cause: unknown): Promise<SlipwayError> {
  const group = await owningGroup(path);
  const context: NamedContext = { port: path, group };
  if (!group) return new SlipwayError('port/forbidden', say('port-forbidden', { port: path }), { context, cause });
  return new SlipwayError('port/forbidden', say('port-forbidden-by-group', { port: path, group }), {
    context,
    cause,
    action: say('do-join-group', { group }),
  });
}

/** Whether the node has no modem lines: ENOTTY, or EINVAL from older kernels and some drivers (ioctl_tty(2)). */
export function isWithoutModemLines(thrown: unknown): boolean {
  return /Inappropriate ioctl|Invalid argument|not supported/i.test(messageOf(thrown));
}
