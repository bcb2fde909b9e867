// Owns: the one weight and the sizes of our icons. Imports lucide's type. Icons for states are in state/StateIcon.tsx.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type IconType = LucideIcon;

export interface IconProps {
  readonly of: IconType;
  /** In CSS pixels at normal zoom. */
  readonly size?: 14 | 16 | 20 | 24 | 32;
  readonly className?: string | undefined;
}

/** Decorative: the words beside it, or the label of its button, say the same. */
export function Icon({ of: Shape, size = 16, className }: IconProps): ReactNode {
  return <Shape size={`${size / 16}rem`} strokeWidth={1.75} aria-hidden="true" className={className} />;
}
