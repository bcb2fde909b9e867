// Owns: what the words of serialport's native binding mean (its errors are strerror texts, not codes).
// May import contract and util. Start reading at `serialOpenError`.

import { SlipwayError } from '../../contract/errors.ts';
import type { NamedContext } from '../../contract/evidence.ts';
import { findHolders, findLockHolder, type Holder, owningGroup } from './holders.ts';

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Turns a failed open into port/not-found, port/forbidden, port/busy or port/open-failed. */
export async function serialOpenError(path: string, thrown: unknown): Promise<SlipwayError> {
  const message = messageOf(thrown);
  const context: NamedContext = { port: path, system: message };
  // "File not found" and "Access denied" are the binding's words on Windows, the rest are strerror(3)'s.
  if (/No such file|File not found|No such device/i.test(message)) {
    return new SlipwayError('port/not-found', `There is no port ${path} now.`, { context, cause: thrown });
  }
  if (/Permission denied|Operation not permitted/i.test(message)) return forbidden(path, thrown);
  if (/Cannot lock port|busy|Access denied/i.test(message)) {
    const locker = await findLockHolder(path);
    return busyError(path, locker ? [locker] : await findHolders(path), thrown);
  }
  return new SlipwayError('port/open-failed', `The system refused to open ${path}: ${plain(message)}.`, {
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
  const by = !holder
    ? 'by a program that this user may not look into'
    : holder.pid === process.pid
      ? 'by this process itself'
      : `by ${holder.command} (process ${holder.pid})`;
  return new SlipwayError('port/busy', `The port ${path} is held ${by}.`, {
    context: { port: path, pid: holder?.pid, command: holder?.command },
    cause,
  });
}

async function forbidden(path: string, cause: unknown): Promise<SlipwayError> {
  const group = await owningGroup(path);
  const context: NamedContext = { port: path, group };
  if (!group) return new SlipwayError('port/forbidden', `This user may not open ${path}.`, { context, cause });
  return new SlipwayError('port/forbidden', `This user may not open ${path}; it belongs to the group ${group}.`, {
    context,
    cause,
    action: `Run \`sudo usermod -aG ${group} $USER\`, then sign in again; or install the udev rules that \`slipway doctor\` names.`,
  });
}

/** Whether the node has no modem lines: ENOTTY, or EINVAL from older kernels and some drivers (ioctl_tty(2)). */
export function isWithoutModemLines(thrown: unknown): boolean {
  return /Inappropriate ioctl|Invalid argument|not supported/i.test(messageOf(thrown));
}
