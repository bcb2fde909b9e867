// Owns: what the last key or scan did, in words: in the header for a moment, and aloud. Imports ui.
import { useEffect, useState } from 'react';
import { announce, type SoundKind } from '../../ui/index.ts';

export interface Saying {
  readonly text: string;
  /** Nothing was done, and a person must do something else. */
  readonly isRefusal: boolean;
}

export interface Said {
  readonly said: Saying | undefined;
  say(text: string): void;
  /** With the sound of a failure: whoever scans looks at the unit. */
  refuse(text: string): void;
  clear(): void;
}

const saidForMs = 6000;

/** One thing at a time; a newer one takes its place. */
export function useSaid(play: (kind: SoundKind) => void): Said {
  const [said, setSaid] = useState<Saying>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);
  return {
    said,
    say(text) {
      setSaid({ text, isRefusal: false });
      announce(text);
    },
    refuse(text) {
      setSaid({ text, isRefusal: true });
      announce(text, 'assertive');
      play('fail');
    },
    clear: () => setSaid(undefined),
  };
}
