// Owns: what the line says aloud when a slot changes: sounds, and words for people who listen instead of looking.
// Imports data, i18n, ui and the model. Start reading at `useHeard`.
import { useEffect, useRef } from 'react';
import type { LineSlot } from '../../../electron/contract/line.ts';
import { useErrorTexts, useTexts } from '../../i18n/index.ts';
import { announce, type SoundKind } from '../../ui/index.ts';
import { errorOf } from './model/what-now.ts';
import { lineTexts } from './texts.ts';

export type Heard = 'PASS' | 'FAIL' | 'ERROR' | 'TIMEOUT' | 'ABORTED' | 'hold' | 'repeat';

const soundOf: Readonly<Record<Heard, SoundKind | undefined>> = {
  PASS: 'pass',
  FAIL: 'fail',
  TIMEOUT: 'fail',
  ERROR: 'error',
  // Whoever stopped it knows.
  ABORTED: undefined,
  hold: 'attention',
  repeat: 'attention',
};

/** What is new about a slot; undefined where nothing is that one must hear. Pure. */
export function heardOf(then: LineSlot | undefined, now: LineSlot): Heard | undefined {
  if (then === undefined || then === now) return undefined;
  const outcome = now.run?.outcome ?? null;
  if (outcome !== null && (then.run?.runId !== now.run?.runId || then.run?.outcome !== outcome)) return outcome;
  if (then.phase === now.phase) return undefined;
  return now.phase === 'hold' || now.phase === 'repeat' ? now.phase : undefined;
}

/** A unit that fails is heard before ten that pass. */
const urgency: readonly Heard[] = ['ERROR', 'FAIL', 'TIMEOUT', 'hold', 'repeat', 'PASS', 'ABORTED'];

export function useHeard(slots: readonly LineSlot[] | undefined, play: (kind: SoundKind) => void): void {
  const t = useTexts(lineTexts);
  const errorText = useErrorTexts();
  const before = useRef<readonly LineSlot[] | undefined>(undefined);

  useEffect(() => {
    const then = before.current;
    before.current = slots;
    if (then === undefined || slots === undefined) return;
    const news = slots.flatMap((now) => {
      const heard = heardOf(
        then.find(({ slot }) => slot === now.slot),
        now,
      );
      return heard === undefined ? [] : [{ heard, now }];
    });
    news.sort((a, b) => urgency.indexOf(a.heard) - urgency.indexOf(b.heard));
    const sound = news.map(({ heard }) => soundOf[heard]).find((each) => each !== undefined);
    if (sound !== undefined) play(sound);
    for (const { heard, now } of news) {
      const error = errorOf(now);
      const cause = error === null ? '' : errorText(error).title;
      const isGood = heard === 'PASS' || heard === 'ABORTED';
      announce(sentence(heard, now.slot, cause), isGood ? 'polite' : 'assertive');
    }

    function sentence(heard: Heard, slot: string, cause: string): string {
      if (heard === 'FAIL' || heard === 'ERROR' || heard === 'TIMEOUT') return t(`heard_${heard}`, { slot, cause });
      return t(`heard_${heard}`, { slot });
    }
  }, [slots, play, t, errorText]);
}
