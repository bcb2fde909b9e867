// Owns: the time of day for what counts seconds on the screen. Imports nothing of ours.
import { useEffect, useState } from 'react';

/** Unix time in milliseconds, anew every second while `isRunning`. */
export function useNow(isRunning = true): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    // What was just read is new enough: a second rendering of all that shows the time would change nothing.
    setNowMs((now) => (Date.now() - now < 1000 ? now : Date.now()));
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return nowMs;
}
