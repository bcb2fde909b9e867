// Placeholder until this feature's own screens are here; says so to whoever opens it.
import { createElement } from 'react';

export const LibraryScreen = (_props: { open?: string }) =>
  createElement('p', null, 'This screen is not part of this build yet.');
export const DraftScreen = (_props: { name: string }) =>
  createElement('p', null, 'This screen is not part of this build yet.');
