// Owns: the way from a computer with ports to a named slot and a recipe. Imports data, ui, i18n.
// Start reading at `RealGuide`.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PortInfo } from '../../../electron/contract/device.ts';
import type { DoctorCheck } from '../../../electron/contract/doctor.ts';
import { toSlipwayError } from '../../../electron/contract/errors.ts';
import { keys, useClient, usePorts } from '../../data/index.ts';
import { useDoctorWords, useTexts } from '../../i18n/index.ts';
import { ErrorState, LoadingState, Mono, StateIcon } from '../../ui/index.ts';
import { NameSlot } from './NameSlot.tsx';
import { Step } from './Step.tsx';
import { welcomeTexts } from './texts.ts';
import classes from './Welcome.module.css';

export function RealGuide(): ReactNode {
  const t = useTexts(welcomeTexts);
  const client = useClient();
  const doctor = useQuery({
    queryKey: keys.doctor(),
    queryFn: ({ signal }) => client.station.doctor(undefined, { signal }),
  });
  const ports = usePorts().data ?? [];
  const unnamed = ports.filter(({ slot, port }) => slot === null && !isBuiltIn(port));
  // Always there, and seldom what a unit hangs on: offered to who asks.
  const builtIn = ports.filter(({ slot, port }) => slot === null && isBuiltIn(port));
  const named = ports.filter(({ slot }) => slot !== null);
  const toMend = doctor.data?.filter(({ state }) => state === 'problem' || state === 'warning') ?? [];
  const isReady = doctor.data !== undefined && !toMend.some(({ state }) => state === 'problem');
  const isPluggedIn = ports.some(({ port, slot }) => slot !== null || !isBuiltIn(port));

  return (
    <ol className={classes.steps} data-wide="true">
      <Step number={1} state={isReady ? 'done' : 'now'} title={t('doctor_title')}>
        {doctor.error ? (
          <ErrorState error={toSlipwayError(doctor.error).toReport()} onRetry={() => void doctor.refetch()} />
        ) : doctor.data === undefined ? (
          <LoadingState label={t('doctor_loading')} />
        ) : (
          <>
            <p>
              {toMend.length === 0
                ? t('doctor_good', { count: doctor.data.length })
                : t(isReady ? 'doctor_warned' : 'doctor_bad', { count: toMend.length })}
            </p>
            {toMend.length > 0 && (
              <>
                <ul className={classes.findings}>
                  {toMend.map((check) => (
                    <Finding key={check.id} check={check} />
                  ))}
                </ul>
                <Button variant="default" loading={doctor.isFetching} onClick={() => void doctor.refetch()}>
                  {t('doctor_again')}
                </Button>
              </>
            )}
          </>
        )}
      </Step>
      <Step number={2} state={isPluggedIn ? 'done' : 'now'} title={t('plug_title')}>
        <p>{isPluggedIn ? t('plug_seen', { count: ports.length - builtIn.length }) : t('plug_none')}</p>
      </Step>
      <Step number={3} state={named.length > 0 ? 'done' : isPluggedIn ? 'now' : 'later'} title={t('slot_title')}>
        <p>{t('slot_text')}</p>
        <ul className={classes.findings}>
          {named.map(({ port, slot }) => (
            <li key={port.id} className={classes.finding}>
              <StateIcon state="pass" size={20} />
              <span>{t('slot_named', { slot: slot ?? '', path: port.path })}</span>
            </li>
          ))}
          {unnamed.map(({ port }) => (
            <NameSlot key={port.id} port={port} />
          ))}
        </ul>
        {builtIn.length > 0 && (
          <details className={classes.builtIn}>
            <summary>{t('slot_built_in', { count: builtIn.length })}</summary>
            <ul className={classes.findings}>
              {builtIn.map(({ port }) => (
                <NameSlot key={port.id} port={port} />
              ))}
            </ul>
          </details>
        )}
        {named.length > 1 && (
          <Link className={classes.secondary} to="/station/$section" params={{ section: 'slots' }}>
            {t('to_slots')}
          </Link>
        )}
      </Step>
      <Step number={4} state={named.length > 0 ? 'now' : 'later'} title={t('recipe_title')}>
        <p>{t('recipe_text')}</p>
        <Link className={named.length > 0 ? classes.primary : classes.secondary} to="/line">
          {t('recipe_act')}
        </Link>
      </Step>
    </ol>
  );
}

const isBuiltIn = (port: PortInfo): boolean => port.kind === 'serial' && port.usbVendorId === undefined;

function Finding({ check }: { readonly check: DoctorCheck }): ReactNode {
  const t = useTexts(welcomeTexts);
  const { title, finding, remedy, command, inLibrary } = useDoctorWords()(check);
  return (
    <li className={classes.finding}>
      <StateIcon state={check.state === 'problem' ? 'error' : 'attention'} size={20} />
      <div>
        <strong lang={title.lang}>{title.text}</strong>
        <p lang={finding.lang}>{finding.text}</p>
        {inLibrary !== undefined && <Link to="/library">{inLibrary}</Link>}
        {(remedy ?? command) !== undefined && (
          <p>
            {t('doctor_mend')} {remedy !== undefined && <span lang={remedy.lang}>{remedy.text}</span>}{' '}
            {command !== undefined && <Mono copy={command}>{command}</Mono>}
          </p>
        )}
      </div>
    </li>
  );
}
