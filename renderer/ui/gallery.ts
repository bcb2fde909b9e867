// Owns: how a component shows itself in the gallery. Imports nothing of ours.
import type { ReactNode } from 'react';

export interface GalleryCase {
  readonly name: string;
  readonly render: () => ReactNode;
}

/** `export const gallery: GallerySection` in `<Name>.gallery.tsx` beside a component. */
export interface GallerySection {
  readonly title: string;
  readonly cases: readonly GalleryCase[];
}
