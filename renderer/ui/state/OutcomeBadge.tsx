// Owns: how a run ended, as a badge. Imports the contract's types and siblings.
import type { ReactNode } from 'react';
import type { Outcome } from '../../../electron/contract/job.ts';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import { type BadgeSize, StateBadge } from './StateBadge.tsx';
import type { StateKind } from './StateIcon.tsx';

/** TIMEOUT looks like FAIL and ABORTED like nothing done: the word tells them apart. */
export const stateOfOutcome = {
  PASS: 'pass',
  FAIL: 'fail',
  ERROR: 'error',
  TIMEOUT: 'fail',
  ABORTED: 'idle',
} as const satisfies Record<Outcome, StateKind>;

const keys = {
  PASS: 'outcomePass',
  FAIL: 'outcomeFail',
  ERROR: 'outcomeError',
  TIMEOUT: 'outcomeTimeout',
  ABORTED: 'outcomeAborted',
} as const satisfies Record<Outcome, string>;

export interface OutcomeBadgeProps {
  readonly outcome: Outcome;
  readonly size?: BadgeSize;
}

export function OutcomeBadge({ outcome, size }: OutcomeBadgeProps): ReactNode {
  const t = useTexts(uiTexts);
  return (
    <StateBadge state={stateOfOutcome[outcome]} size={size}>
      {t(keys[outcome])}
    </StateBadge>
  );
}
