// Owns: saying something to people who listen rather than look. Imports nothing. Announcer.tsx speaks it.

export interface Announcement {
  readonly text: string;
  /** `assertive` interrupts; keep it for what cannot wait. */
  readonly urgency: 'polite' | 'assertive';
}

export const announcementEvent = 'slipway:announce';

/** Read aloud by screen readers; nothing is seen. Travels as a DOM event, so there is no state to share or reset. */
export function announce(text: string, urgency: Announcement['urgency'] = 'polite'): void {
  document.dispatchEvent(new CustomEvent<Announcement>(announcementEvent, { detail: { text, urgency } }));
}
