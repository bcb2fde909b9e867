// Owns: starting a unit again in the slot where it is plugged in, or what must be done before.
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { useAct, useClient, useLine } from '../../../data/index.ts';
import { useErrorTexts, useTexts } from '../../../i18n/index.ts';
import { Panel } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import classes from './acts.module.css';
import { type Where, whereIs } from './where.ts';

export function StartPanel({ unit }: { readonly unit: UnitRecord }): ReactNode {
  const t = useTexts(unitTexts);
  const { data: line } = useLine();
  return (
    <Panel title={t('now')}>
      {unit.status === 'retired' ? (
        t('retiredNow')
      ) : (
        <Now where={whereIs(unit, line)} hasFailed={unit.status === 'failed'} />
      )}
    </Panel>
  );
}

interface NowProps {
  readonly where: Where;
  /** Its last run says what is to be done with it; starting it again is not the first thing. */
  readonly hasFailed: boolean;
}

function Now({ where, hasFailed }: NowProps): ReactNode {
  const t = useTexts(unitTexts);
  const client = useClient();
  const errorTextOf = useErrorTexts();
  const start = useAct(
    ({ slot, isAgain }: { readonly slot: string; readonly isAgain: boolean }) =>
      client.line.start({ slot, again: isAgain }),
    { success: t('started') },
  );
  switch (where.kind) {
    case 'not-plugged':
      return <p className={classes.text}>{t('notPlugged')}</p>;
    case 'startable':
      return (
        <>
          <p className={classes.text}>
            {t(where.isAgain ? 'pluggedPassed' : hasFailed ? 'pluggedFailed' : 'plugged', { slot: where.slot })}
          </p>
          <Button
            variant={where.isAgain || hasFailed ? 'default' : 'filled'}
            size="md"
            className={classes.big}
            fullWidth
            leftSection={<Play size="1.125rem" aria-hidden />}
            loading={start.isPending}
            onClick={() => start.mutate(where)}
          >
            {t(where.isAgain ? 'makeAgain' : 'startAgain')}
          </Button>
        </>
      );
    case 'refused':
      return (
        <p className={classes.text}>
          {t('refused', { slot: where.slot, why: errorTextOf(where.error).title })} <ToLine />
        </p>
      );
    case 'bad':
      return (
        <p className={classes.text}>
          {t('where_bad', { slot: where.slot, action: errorTextOf(where.error).action })} <ToLine />
        </p>
      );
    case 'decide':
      return <p className={classes.text}>{t('decideFirst', { slot: where.slot })}</p>;
    case 'working':
    case 'no-setup':
    case 'scan':
    case 'order-complete':
    case 'passed':
      return (
        <p className={classes.text}>
          {t(`where_${where.kind}`, { slot: where.slot })} <ToLine />
        </p>
      );
  }
}

function ToLine(): ReactNode {
  const t = useTexts(unitTexts);
  return (
    <Anchor component={Link} to="/line" className={classes.link}>
      {t('toLine')}
    </Anchor>
  );
}
