// Owns: what is wrong with the station and what mends it. Imports data, i18n, ui and siblings.
import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DoctorCheck } from '../../../../electron/contract/doctor.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useDoctorWords, useTexts } from '../../../i18n/index.ts';
import { Ago, Loaded, Mono, Panel, StateBadge, StateIcon, type StateKind } from '../../../ui/index.ts';
import { byUrgency } from './checks.ts';
import classes from './DoctorSection.module.css';
import { doctorTexts } from './texts.ts';

export function useDoctor() {
  const client = useClient();
  return useQuery({ queryKey: keys.doctor(), queryFn: ({ signal }) => client.station.doctor(undefined, { signal }) });
}

export function DoctorSection() {
  const t = useTexts(doctorTexts);
  const doctor = useDoctor();
  return (
    <>
      <Text c="dimmed">{t('lead')}</Text>
      <Loaded query={doctor} label={t('loading')}>
        {(checks) => (
          <>
            <Group justify="space-between" role="status">
              <Summary checks={checks} />
              <Group gap="md">
                <Text c="dimmed">
                  {t('lastChecked')} <Ago key={doctor.dataUpdatedAt} ms={doctor.dataUpdatedAt} />
                </Text>
                <Button variant="default" onClick={() => void doctor.refetch()} loading={doctor.isFetching}>
                  {t('again')}
                </Button>
              </Group>
            </Group>
            <Panel padding="flush">
              <ul className={classes.list}>
                {byUrgency(checks).map((check) => (
                  <Check key={check.id} check={check} />
                ))}
              </ul>
            </Panel>
          </>
        )}
      </Loaded>
    </>
  );
}

function Summary({ checks }: { readonly checks: readonly DoctorCheck[] }) {
  const t = useTexts(doctorTexts);
  const problems = checks.filter(({ state }) => state === 'problem').length;
  const warnings = checks.filter(({ state }) => state === 'warning').length;
  return (
    <Group gap="lg">
      {problems > 0 && (
        <StateBadge state="fail" size="lg">
          {t('problems', { count: problems })}
        </StateBadge>
      )}
      {warnings > 0 && (
        <StateBadge state="attention" size="lg">
          {t('warnings', { count: warnings })}
        </StateBadge>
      )}
      {problems + warnings === 0 && (
        <StateBadge state="pass" size="lg">
          {t('allGood')}
        </StateBadge>
      )}
    </Group>
  );
}

const looks = { ok: 'pass', warning: 'attention', problem: 'fail', 'not-applicable': 'idle' } as const satisfies Record<
  DoctorCheck['state'],
  StateKind
>;

function Check({ check }: { readonly check: DoctorCheck }) {
  const t = useTexts(doctorTexts);
  const { title, why, finding, remedy, command, inLibrary } = useDoctorWords()(check);
  return (
    <li className={classes.check} data-state={check.state}>
      <StateIcon state={looks[check.state]} size={20} />
      <div className={classes.words}>
        <div className={classes.head}>
          <Title order={3} className={classes.title} lang={title.lang}>
            {title.text}
          </Title>
          <span className={classes.state}>{t(check.state)}</span>
        </div>
        {why !== undefined && <Text c="dimmed">{why}</Text>}
        <p className={classes.finding} lang={finding.lang}>
          {finding.text}
        </p>
        {(remedy ?? command ?? inLibrary) !== undefined && (
          <div className={classes.mend}>
            <span className={classes.mendLabel}>{t('mend')}</span>
            {remedy !== undefined && <span lang={remedy.lang}>{remedy.text}</span>}
            {command !== undefined && <Mono copy={command}>{command}</Mono>}
            {inLibrary !== undefined && <Link to="/library">{inLibrary}</Link>}
          </div>
        )}
      </div>
    </li>
  );
}
