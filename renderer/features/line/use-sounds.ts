// Owns: the loudspeaker of the line: opened by the first key or click, silent while sounds are off. Imports ui.
import { useCallback, useEffect, useState } from 'react';
import { createSounds, type SoundKind } from '../../ui/index.ts';

/** When the answer to a key has long been drawn, and within what browsers take for the same act of a person. */
const openAfterMs = 400;

export function useSounds(hasSounds: boolean): (kind: SoundKind) => void {
  const [sounds] = useState(() => createSounds());

  useEffect(() => {
    // Browsers are silent until somebody has pressed something; some have no sound at all.
    let isOver = false;
    const open = () => {
      if (!isOver && 'AudioContext' in window) void sounds.unlock();
    };
    // Opening the way to the loudspeaker stops the page for tens of milliseconds. Not when it is idle: that it is also before
    // the answer to the key has been drawn.
    const unlock = () => setTimeout(open, openAfterMs);
    window.addEventListener('pointerdown', unlock);
    window.addEventListener('keydown', unlock);
    return () => {
      isOver = true;
      window.removeEventListener('pointerdown', unlock);
      window.removeEventListener('keydown', unlock);
      sounds.close();
    };
  }, [sounds]);

  return useCallback(
    (kind) => {
      if (hasSounds) sounds.play(kind);
    },
    [sounds, hasSounds],
  );
}
