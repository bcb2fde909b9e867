// Owns: where a unit or a run stands, as a badge. Imports the contract's types and siblings.
import type { ReactNode } from 'react';
import type { RunStatus } from '../../../electron/contract/job.ts';
import type { UnitStatus } from '../../../electron/contract/records.ts';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import { type BadgeSize, StateBadge } from './StateBadge.tsx';
import type { StateKind } from './StateIcon.tsx';

type Status = UnitStatus | RunStatus;

/** `interrupted` and `needs-attention` mean the same for a unit and for a run. */
export const stateOfStatus = {
  new: 'idle',
  'in-progress': 'running',
  passed: 'pass',
  failed: 'fail',
  interrupted: 'attention',
  'needs-attention': 'attention',
  retired: 'idle',
  running: 'running',
  waiting: 'waiting',
  finished: 'idle',
} as const satisfies Record<Status, StateKind>;

const keys = {
  new: 'unitNew',
  'in-progress': 'unitInProgress',
  passed: 'unitPassed',
  failed: 'unitFailed',
  interrupted: 'unitInterrupted',
  'needs-attention': 'unitAttention',
  retired: 'unitRetired',
  running: 'runRunning',
  waiting: 'runWaiting',
  finished: 'runFinished',
} as const satisfies Record<Status, string>;

export interface StatusBadgeProps {
  readonly status: Status;
  readonly size?: BadgeSize;
}

export function StatusBadge({ status, size }: StatusBadgeProps): ReactNode {
  const t = useTexts(uiTexts);
  return (
    <StateBadge state={stateOfStatus[status]} size={size}>
      {t(keys[status])}
    </StateBadge>
  );
}

/** The word alone, for filters, exports and speech. */
export function useStatusWord(): (status: Status) => string {
  const t = useTexts(uiTexts);
  return (status) => t(keys[status]);
}
