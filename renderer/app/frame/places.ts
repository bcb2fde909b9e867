// Owns: the places of the rail: where they lead, their icons, their keys. Imports lucide-react.
import { Archive, Gauge, LayoutGrid, LibraryBig, type LucideIcon } from 'lucide-react';

export interface Place {
  readonly name: 'line' | 'records' | 'library' | 'station';
  readonly to: '/line' | '/records' | '/library' | '/station';
  readonly icon: LucideIcon;
  readonly keys: string;
  /** Addresses that belong to it beside its own. */
  readonly also: readonly string[];
}

export const places: readonly Place[] = [
  { name: 'line', to: '/line', icon: LayoutGrid, keys: 'g l', also: [] },
  { name: 'records', to: '/records', icon: Archive, keys: 'g r', also: ['/units'] },
  { name: 'library', to: '/library', icon: LibraryBig, keys: 'g b', also: [] },
  { name: 'station', to: '/station', icon: Gauge, keys: 'g s', also: [] },
];

export const isAt = (place: Place, pathname: string): boolean =>
  [place.to, ...place.also].some((start) => pathname === start || pathname.startsWith(`${start}/`));
