// Owns: the first start: the choice between practice and real work, then the guide of that choice. Imports data, ui.
// Start reading at `WelcomeScreen`. What has been done so far is the engine's truth, so that a closed window loses nothing.
import { Button } from '@mantine/core';
import { Cable, CircuitBoard, type LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useAct, useClient, useEngine, useStationInfo } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { LoadingState, Page } from '../../ui/index.ts';
import { RealGuide } from './RealGuide.tsx';
import { welcomeTexts } from './texts.ts';
import { VirtualGuide } from './VirtualGuide.tsx';
import classes from './Welcome.module.css';

const benchUnits = 4;

export function WelcomeScreen(): ReactNode {
  const t = useTexts(welcomeTexts);
  const client = useClient();
  const engine = useEngine();
  const info = useStationInfo().data;
  const [isChoosing, setChoosing] = useState(false);
  const choose = useAct((mode: 'virtual' | 'real') => client.station.setMode({ mode, units: benchUnits }));
  const wanted = choose.isSuccess ? choose.variables : undefined;
  // The station opens anew: until it answers in the mode that was chosen, what is known is of the old one.
  const isOpening = choose.isPending || (wanted !== undefined && info !== undefined && info.mode !== wanted);

  if (info === undefined) return <LoadingState label={t('loading')} />;
  if (isOpening || engine.kind !== 'ready') return <LoadingState label={t('opening')} />;
  if (info.mode !== 'undecided' && !isChoosing) {
    return (
      <Page
        title={t(info.mode === 'virtual' ? 'guide_virtual' : 'guide_real')}
        lead={info.isModeFixed ? t('fixed', { mode: t(`mode_${info.mode}`) }) : t('later')}
        actions={
          !info.isModeFixed && (
            <Button variant="default" onClick={() => setChoosing(true)}>
              {t('back')}
            </Button>
          )
        }
      >
        {info.mode === 'virtual' ? <VirtualGuide /> : <RealGuide />}
      </Page>
    );
  }
  const onChoose = (mode: 'virtual' | 'real') => {
    setChoosing(false);
    if (info.mode !== mode) choose.mutate(mode);
  };
  return (
    <section className={classes.welcome}>
      <h1 className={classes.title}>{t('title')}</h1>
      <p className={classes.lead}>{t('lead')}</p>
      <div className={classes.choices}>
        <Choice
          icon={CircuitBoard}
          title={t('virtual_title')}
          text={t('virtual_text')}
          note={t('virtual_time')}
          act={t('virtual_act')}
          isFirst
          onAct={() => onChoose('virtual')}
        />
        <Choice
          icon={Cable}
          title={t('real_title')}
          text={t('real_text')}
          note={t('real_time')}
          act={t('real_act')}
          onAct={() => onChoose('real')}
        />
      </div>
      <p className={classes.later}>{t('later')}</p>
    </section>
  );
}

interface ChoiceProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly note: string;
  readonly act: string;
  readonly isFirst?: boolean;
  readonly onAct: () => void;
}

function Choice({ icon: Icon, title, text, note, act, isFirst = false, onAct }: ChoiceProps): ReactNode {
  return (
    <article className={classes.choice} data-first={isFirst || undefined}>
      <Icon className={classes.icon} size="2.75rem" strokeWidth={1.25} aria-hidden />
      <h2>{title}</h2>
      <p>{text}</p>
      <p className={classes.note}>{note}</p>
      <Button size="lg" variant={isFirst ? 'filled' : 'default'} onClick={onAct}>
        {act}
      </Button>
    </article>
  );
}
