// Owns: moments as people say them. Imports i18n.
import { type ReactNode, useEffect, useState } from 'react';
import { useFormat } from '../../i18n/index.ts';

const minuteMs = 60_000;

/** `3 minutes ago`, kept current; the exact moment is its title, and what is printed. */
export function Ago({ ms }: { readonly ms: number }): ReactNode {
  const format = useFormat();
  const [nowMs, setNow] = useState(() => Date.now());
  const stepMs = nowMs - ms < minuteMs ? 5000 : minuteMs / 2;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  const exact = format.dateTime(ms);
  return (
    <time dateTime={new Date(ms).toISOString()} title={exact} data-whole={exact}>
      <span>{format.ago(ms, Math.max(nowMs, ms))}</span>
    </time>
  );
}
