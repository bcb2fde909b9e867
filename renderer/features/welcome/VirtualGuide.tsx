// Owns: the way from an empty virtual bench to a first PASS and its record. Imports data, ui, the tile.
// Start reading at `VirtualGuide`: each step is a fact about the line, not a page that was clicked through.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { VirtualUnit } from '../../../electron/contract/api.ts';
import type { LineSlot } from '../../../electron/contract/line.ts';
import { useAct, useBench, useClient, useLine, usePreferences, useProgress } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Notice } from '../../ui/index.ts';
import { Tile } from '../../ui/tile/Tile.tsx';
import { Step } from './Step.tsx';
import { welcomeTexts } from './texts.ts';
import classes from './Welcome.module.css';

/** The engine makes this draft on every virtual bench. */
const practice = { draft: 'acme-sensor' } as const;

export function VirtualGuide(): ReactNode {
  const t = useTexts(welcomeTexts);
  const client = useClient();
  const line = useLine().data;
  const units = useBench().data;
  const [preferences] = usePreferences();
  const slotName = units?.[0]?.slot;
  const slot = line?.slots.find((each) => each.slot === slotName);
  const setup = useAct(async (first: VirtualUnit) => {
    // The person plugs the first unit in: until then its place is empty.
    if (first.isPlugged) await client.bench.unplug({ slot: first.slot });
    await client.line.setup({
      source: practice,
      operator: preferences.operator || t('default_operator'),
      order: null,
      autoStart: true,
    });
  });
  const { mutate: setUp, isIdle } = setup;
  const first = units?.[0];
  const isBenchThere = units !== undefined && units.length > 0;
  const needsSetup = line !== undefined && line.setup === null;
  useEffect(() => {
    if (needsSetup && isIdle && first !== undefined) setUp(first);
  }, [needsSetup, isIdle, setUp, first]);

  // A unit that lies in its slot is pulled first: a line starts what is plugged in while it is set up.
  const plug = useAct(async (how: 'same' | 'fresh') => {
    if (slotName === undefined) return;
    if (slot?.phase !== 'empty') await client.bench.unplug({ slot: slotName });
    if (how === 'fresh') await client.bench.replace({ slot: slotName });
    else await client.bench.plug({ slot: slotName });
  });

  const isSetUp = line !== undefined && line.setup !== null;
  const outcome = slot?.phase === 'finished' ? (slot.run?.outcome ?? null) : null;
  const hasPassed = outcome === 'PASS' || slot?.phase === 'repeat';
  const isWorking = slot?.phase === 'running' || slot?.phase === 'recognising';
  const hasBegun = isWorking || hasPassed || outcome !== null;
  // After a reload, or where somebody put it back meanwhile.
  const isLyingIn = slot !== undefined && slot.phase !== 'empty';
  const hasFailed = outcome !== null && !hasPassed;

  return (
    <div className={classes.guide}>
      <ol className={classes.steps}>
        <Step
          number={1}
          state={isBenchThere ? 'done' : 'now'}
          title={isBenchThere ? t('step_bench', { count: units.length }) : t('step_bench_wait')}
        />
        <Step
          number={2}
          state={isSetUp ? 'done' : isBenchThere ? 'now' : 'later'}
          title={isSetUp ? t('step_setup', { title: line.recipe?.title ?? practice.draft }) : t('step_setup_wait')}
        />
        <Step
          number={3}
          state={hasBegun ? 'done' : isSetUp ? 'now' : 'later'}
          title={t(hasBegun ? 'step_plug_done' : isLyingIn ? 'step_replug' : 'step_plug')}
        >
          {!hasBegun && isSetUp && (
            <>
              <p>{t('step_plug_text')}</p>
              <Button size="lg" autoFocus loading={plug.isPending} onClick={() => plug.mutate('same')}>
                {t(isLyingIn ? 'step_replug_act' : 'step_plug_act')}
              </Button>
            </>
          )}
        </Step>
        <Step
          number={4}
          state={hasPassed ? 'done' : hasBegun ? 'now' : 'later'}
          title={hasPassed ? t('step_watch_done') : t('step_watch')}
        >
          {!hasPassed && <p>{t('step_watch_text')}</p>}
          {hasFailed && (
            <Notice
              tone="warning"
              title={t('failed')}
              action={
                <Button loading={plug.isPending} onClick={() => plug.mutate('fresh')}>
                  {t('failed_act')}
                </Button>
              }
            >
              {t('failed_text')}
            </Notice>
          )}
        </Step>
        <Step number={5} state={hasPassed ? 'now' : 'later'} title={t('step_record')}>
          <p>{t('step_record_text')}</p>
          {hasPassed && slot?.unit?.unitId && (
            <div className={classes.acts}>
              <Link className={classes.primary} to="/units/$unitId" params={{ unitId: slot.unit.unitId }}>
                {t('step_record_act', { serial: slot.unit.serial ?? slot.unit.mac ?? '' })}
              </Link>
              <Link className={classes.secondary} to="/line">
                {t('to_line')}
              </Link>
            </div>
          )}
        </Step>
      </ol>
      <div className={classes.stage}>
        <div className={classes.tile}>{slot && <LiveTile slot={slot} />}</div>
        {hasPassed && <p className={classes.after}>{t('after_text')}</p>}
      </div>
    </div>
  );
}

/** The same tile as on the line. */
function LiveTile({ slot }: { readonly slot: LineSlot }): ReactNode {
  const progress = useProgress(slot.phase === 'running' ? slot.run?.runId : undefined);
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  // The keys of the line do nothing here.
  const keys = { start: 'F3', retry: 'F2', evidence: 'F4' };
  return <Tile slot={slot} progress={progress} around={{ hasSetup: true, blocked: 'keyless', nowMs, keys }} />;
}
