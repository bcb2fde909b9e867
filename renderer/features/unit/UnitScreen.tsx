// Owns: the screen of one unit. Left who it is, centre its life, right what can be done.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { chipName } from '../../../electron/contract/chip-name.ts';
import { toSlipwayError } from '../../../electron/contract/errors.ts';
import type { JournalEvent } from '../../../electron/contract/events.ts';
import type { UnitDetail } from '../../../electron/contract/records.ts';
import { keys, useClient } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState, ErrorState, LoadingState, Mono, Page, StatusBadge } from '../../ui/index.ts';
import { AttentionPanel } from './acts/AttentionPanel.tsx';
import { RetirePanel } from './acts/RetirePanel.tsx';
import { SharePanel } from './acts/SharePanel.tsx';
import { StartPanel } from './acts/StartPanel.tsx';
import { readUnitEvents } from './acts/unit-file.ts';
import { CertificateCard } from './identity/CertificateCard.tsx';
import { HardwareCard, IdentityCard } from './identity/IdentityCard.tsx';
import { LifePanel } from './life/LifePanel.tsx';
import { unitTexts } from './texts.ts';
import classes from './UnitScreen.module.css';

export interface UnitScreenProps {
  /** A unit's id; its serial number leads here, too. */
  readonly unitId: string;
}

export function UnitScreen({ unitId }: UnitScreenProps): ReactNode {
  const t = useTexts(unitTexts);
  const client = useClient();
  const navigate = useNavigate();
  const { data, error, refetch, fetchStatus } = useQuery({
    queryKey: keys.unit(unitId),
    queryFn: ({ signal }) => client.units.get({ unitId }, { signal }),
  });
  const foundId = data?.unit.unitId;
  // Events name units by their id, so that only under it the page stays current.
  useEffect(() => {
    if (foundId === undefined || foundId === unitId) return;
    void navigate({ to: '/units/$unitId', params: { unitId: foundId }, replace: true });
  }, [foundId, unitId, navigate]);
  const events = useQuery({
    queryKey: [...keys.unit(unitId), 'events'],
    queryFn: ({ signal }) => readUnitEvents(client, unitId, { signal }),
    enabled: foundId === unitId,
  });

  if (data !== undefined) return <UnitPage detail={data} events={events.data ?? noEvents} />;
  if (error === null) {
    return (
      <Page title={t('unit')}>
        <LoadingState label={t(fetchStatus === 'paused' ? 'waitingForEngine' : 'readingUnit')} />
      </Page>
    );
  }
  const report = toSlipwayError(error).toReport();
  return (
    <Page title={t('unit')}>
      {report.code === 'job/not-found' ? (
        <EmptyState
          icon={SearchX}
          title={t('noSuchUnit')}
          action={
            <Button component={Link} to="/records">
              {t('toRecords')}
            </Button>
          }
        >
          {t('noSuchUnitMore', { unitId })}
        </EmptyState>
      ) : (
        <ErrorState error={report} onRetry={() => void refetch()} />
      )}
    </Page>
  );
}

const noEvents: readonly JournalEvent[] = [];

interface UnitPageProps {
  readonly detail: UnitDetail;
  readonly events: readonly JournalEvent[];
}

function UnitPage({ detail, events }: UnitPageProps): ReactNode {
  const t = useTexts(unitTexts);
  const { unit, runs } = detail;
  const isUnknown = unit.status === 'needs-attention';
  const isFailedForGood = detail.failure?.isFinal === true && unit.status !== 'retired';
  const needsDecision = isUnknown || isFailedForGood;
  return (
    <Page
      title={
        <span className={classes.title}>
          {unit.serial === null ? (
            t('noSerialYet')
          ) : (
            <span className={classes.serial} translate="no">
              {unit.serial}
            </span>
          )}
          <StatusBadge status={unit.status} />
        </span>
      }
      lead={
        <>
          {[unit.product, unit.productVersion].filter((part) => part !== null).join(' ')} · {chipName(unit.chip)}
          {unit.mac !== null && (
            <>
              {' · '}
              <Mono>{unit.mac}</Mono>
            </>
          )}
        </>
      }
    >
      <div className={classes.frame}>
        <div className={classes.columns}>
          <div className={classes.who}>
            <IdentityCard detail={detail} />
            <CertificateCard detail={detail} />
            <HardwareCard detail={detail} />
          </div>
          <div className={classes.life}>
            {needsDecision && <AttentionPanel unit={unit} events={events} why={isUnknown ? 'unknown' : 'failed'} />}
            <LifePanel runs={runs} events={events} />
          </div>
          <div className={classes.acts}>
            <StartPanel unit={unit} />
            <SharePanel unit={unit} />
            {!needsDecision && unit.status !== 'retired' && unit.status !== 'in-progress' && (
              <RetirePanel unit={unit} />
            )}
          </div>
        </div>
      </div>
    </Page>
  );
}
