// Owns: the virtual units of this station and what can be done to them. Imports data, ui, i18n.
// Start reading at `BenchPanel`. What happens is seen on the line beside it.
import { Button, NativeSelect } from '@mantine/core';
import { CircuitBoard, Plug, RefreshCw, Unplug, X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { VirtualUnit } from '../../../electron/contract/api.ts';
import { chipName } from '../../../electron/contract/chip-name.ts';
import { toSlipwayError } from '../../../electron/contract/errors.ts';
import { useAct, useBench, useClient, useStationInfo } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState, ErrorState, Icon, IconButton, LoadingState } from '../../ui/index.ts';
import classes from './BenchPanel.module.css';
import { temperGroups, temperKey, temperOnWire, tryTemperName } from './tempers.ts';
import { benchTexts } from './texts.ts';

export interface BenchPanelProps {
  readonly onClose?: () => void;
}

export function BenchPanel({ onClose }: BenchPanelProps): ReactNode {
  const t = useTexts(benchTexts);
  const isVirtual = useStationInfo().data?.isVirtualBench;
  const bench = useBench();
  return (
    <div className={classes.panel}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('title')}</h2>
        {onClose && <IconButton label={t('close')} icon={X} onClick={onClose} />}
      </header>
      <p className={classes.lead}>{t('lead')}</p>
      {isVirtual === false ? (
        <EmptyState icon={CircuitBoard} title={t('none')}>
          {t('none_text')}
        </EmptyState>
      ) : bench.data !== undefined ? (
        <Units units={bench.data} />
      ) : bench.error ? (
        <ErrorState error={toSlipwayError(bench.error).toReport()} onRetry={() => void bench.refetch()} />
      ) : (
        <LoadingState label={t('loading')} />
      )}
    </div>
  );
}

function Units({ units }: { readonly units: readonly VirtualUnit[] }): ReactNode {
  const t = useTexts(benchTexts);
  const client = useClient();
  const all = useAct(async (act: 'plug' | 'unplug' | 'replace') => {
    for (const { slot } of units) await client.bench[act]({ slot });
  });
  return (
    <>
      <fieldset className={classes.all} aria-label={t('all')}>
        <Button variant="default" loading={all.isPending} onClick={() => all.mutate('plug')}>
          {t('plug_all')}
        </Button>
        <Button variant="default" loading={all.isPending} onClick={() => all.mutate('unplug')}>
          {t('unplug_all')}
        </Button>
        <Button variant="default" loading={all.isPending} onClick={() => all.mutate('replace')}>
          {t('replace_all')}
        </Button>
      </fieldset>
      <ul className={classes.units}>
        {units.map((unit) => (
          <Unit key={unit.slot} unit={unit} />
        ))}
      </ul>
    </>
  );
}

const Unit = memo(function Unit({ unit }: { readonly unit: VirtualUnit }): ReactNode {
  const t = useTexts(benchTexts);
  const client = useClient();
  const { slot, chip, mac, isPlugged } = unit;
  const plug = useAct(() => (isPlugged ? client.bench.unplug({ slot }) : client.bench.plug({ slot })));
  const replace = useAct(() => client.bench.replace({ slot }), {
    success: (fresh) => t('replaced', { slot, mac: fresh.mac }),
  });
  return (
    <li className={classes.unit} data-plugged={isPlugged}>
      <div className={classes.who}>
        <strong className={classes.slot}>{slot}</strong>
        <span className={classes.facts}>
          <code>{mac}</code>
          <span>
            {tryTemperName(unit.temper) === 'wrong-chip' ? t('other_chip') : chipName(chip)} ·{' '}
            {t(isPlugged ? 'plugged' : 'unplugged')}
          </span>
        </span>
      </div>
      <div className={classes.acts}>
        <Button
          variant={isPlugged ? 'default' : 'filled'}
          leftSection={<Icon of={isPlugged ? Unplug : Plug} />}
          loading={plug.isPending}
          onClick={() => plug.mutate()}
        >
          {t(isPlugged ? 'unplug' : 'plug')}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon of={RefreshCw} />}
          loading={replace.isPending}
          onClick={() => replace.mutate()}
        >
          {t('replace')}
        </Button>
      </div>
      <TemperChoice unit={unit} />
    </li>
  );
});

function TemperChoice({ unit: { slot, temper } }: { readonly unit: VirtualUnit }): ReactNode {
  const t = useTexts(benchTexts);
  const client = useClient();
  const change = useAct((next: string) => client.bench.setTemper({ slot, temper: next }));
  const name = tryTemperName(temper);
  const groups = temperGroups.map(({ name: group, tempers }) => ({
    group: t(group),
    items: tempers.map((each) => ({ value: temperOnWire(each), label: t(temperKey[each]) })),
  }));
  return (
    <NativeSelect
      label={t('temper')}
      aria-label={`${slot}: ${t('temper')}`}
      value={name === undefined ? temper : temperOnWire(name)}
      data={name === undefined ? [{ value: temper, label: temper }, ...groups] : groups}
      onChange={(event) => change.mutate(event.currentTarget.value)}
    />
  );
}
