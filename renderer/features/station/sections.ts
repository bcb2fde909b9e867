// Owns: the sections of the station, in their order. Imports nothing.
export const sections = ['slots', 'fleets', 'keys', 'doctor', 'appearance', 'about'] as const;
export type Section = (typeof sections)[number];

export const isSection = (text: string): text is Section => sections.some((section) => section === text);
