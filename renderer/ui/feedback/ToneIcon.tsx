// Owns: the mark of a notice's tone: the same shapes as the states, so that they are learnt once. Imports siblings.
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { StateIcon, type StateKind } from '../state/StateIcon.tsx';

export type Tone = 'info' | 'good' | 'warning' | 'bad' | 'station';

const stateOf = { good: 'pass', warning: 'attention', bad: 'fail', station: 'error' } as const satisfies Partial<
  Record<Tone, StateKind>
>;

export function ToneIcon({ tone }: { readonly tone: Tone }): ReactNode {
  return tone === 'info' ? <Icon of={Info} size={20} /> : <StateIcon state={stateOf[tone]} size={20} />;
}
