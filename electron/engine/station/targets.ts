import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { parsePortUrl } from '../transport/port-url.ts';
import type { Scanner, SeenPort } from '../transport/scanner.ts';

export interface Target {
  readonly port: PortInfo;
  /** Name of the slot, or the port's id where the station has no slots. */
  readonly slot: string;
}

/**
 * Finds what a person or a line controller means by `01`, `/dev/ttyUSB0`, `rfc2217://host:port` or a topology path.
 * Rejects with port/not-found when nothing is plugged in there, port/foreign when it is not a slot of this station.
 */
export async function resolveTarget(scanner: Scanner, slotNames: readonly string[], target: string): Promise<Target> {
  const find = () => scanner.list().find((seen) => isMeant(seen, target));
  let seen = find();
  if (seen === undefined) {
    // It may have been plugged in this moment.
    await scanner.refresh();
    seen = find();
  }
  if (seen !== undefined) {
    scanner.assertOurs(seen.port);
    return { port: seen.port, slot: seen.slot ?? seen.port.id };
  }
  if (slotNames.includes(target)) {
    throw new SlipwayError('port/not-found', say('slot-empty', { slot: target }));
  }
  const port = parsePortUrl(target);
  if (port.kind === 'virtual') {
    throw new SlipwayError('port/not-found', say('port-not-on-bench', { port: target }));
  }
  scanner.assertOurs(port);
  return { port, slot: scanner.slotOf(port) ?? port.id };
}

const isMeant = ({ port, slot }: SeenPort, target: string): boolean =>
  slot === target || port.id === target || port.path === target || port.topology === target;
