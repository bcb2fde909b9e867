// Owns: the two live regions of the window. Imports siblings.
import { VisuallyHidden } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type Announcement, announcementEvent } from './announce.ts';
import { useDocumentEvent } from './use-document-event.ts';

export function Announcer(): ReactNode {
  const [said, setSaid] = useState({ polite: '', assertive: '', turn: 0 });
  useDocumentEvent<Announcement>(announcementEvent, ({ text, urgency }) =>
    setSaid((before) => ({ ...before, [urgency]: text, turn: before.turn + 1 })),
  );
  // The same text twice is no change to a screen reader; a trailing no-break space makes it one.
  const mark = said.turn % 2 === 0 ? '' : '\u00a0';
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {said.polite && said.polite + mark}
      </div>
      <div role="alert" aria-live="assertive">
        {said.assertive && said.assertive + mark}
      </div>
    </VisuallyHidden>
  );
}
