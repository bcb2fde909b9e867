// Owns: what stands on the keys whose work depends on the line: what they will do, and to which slots. Pure.
import type { LineSlot } from '../../../electron/contract/line.ts';
import type { Translate } from '../../i18n/index.ts';
import type { StartRequest } from './model/key-targets.ts';
import { canStop, isCutOff } from './model/what-now.ts';
import type { lineTexts } from './texts.ts';

type T = Translate<(typeof lineTexts)['en']>;

const noBreakSpace = '\u00a0';
const wordJoiner = '\u2060';

/** More slots than a key has room for are counted. */
const mostNamed = 3;

export function retryLabel(t: T, slots: readonly LineSlot[], retries: readonly StartRequest[]): string {
  const [first] = retries;
  if (first === undefined) return t('key_RETRY');
  if (first.again === true) return t('key_AGAIN_slot', { slot: first.slot });
  const names = retries.map(({ slot }) => slot);
  if (names.length > mostNamed) return t('key_RETRY_many', { number: names.length });
  const isGoingOn = slots.filter(({ slot }) => names.includes(slot)).every(isCutOff);
  // A line ends before the slots and not among them.
  const between = `${t('between_slots').replace(' ', noBreakSpace)}${wordJoiner}`;
  return t(isGoingOn ? 'key_GO_ON_slots' : 'key_RETRY_slots', { slots: names.join(between) });
}

export function stopLabel(t: T, slots: readonly LineSlot[], toStop: string | undefined): string {
  if (toStop !== undefined) return t('key_STOP_slot', { slot: toStop });
  return t(slots.some(canStop) ? 'key_STOP_choose' : 'key_STOP');
}
