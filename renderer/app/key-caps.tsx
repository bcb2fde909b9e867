// Owns: the keys of a shortcut, drawn as they stand on the keyboard. Imports ui and a sibling.
import type { ReactNode } from 'react';
import { Kbd } from '../ui/index.ts';
import { useKeyNames } from './use-key-names.ts';

/** `keys` as commands have them: `mod+k`. */
export function KeyCaps({ keys }: { readonly keys: string }): ReactNode {
  return useKeyNames()(keys).map((cap) => <Kbd key={cap}>{cap}</Kbd>);
}
