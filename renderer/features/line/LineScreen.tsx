// Owns: the line put together: header, tiles, keys, and the one panel that was asked for. Imports data, ui, siblings.
// Start reading here; what a key or a scan does is in use-line-commands.ts.
import { type ReactNode, Suspense, useMemo, useReducer } from 'react';
import { toSlipwayError } from '../../../electron/contract/errors.ts';
import { useEngine, useLine, usePreferences, useToday } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Boundary, EmptyState, ErrorState, LoadingState, ReloadButton, SidePanel } from '../../ui/index.ts';
import { BenchGrid } from './BenchGrid.tsx';
import { CodeField } from './CodeField.tsx';
import { CardPanel } from './card/LaterCardPanel.tsx';
import { EvidencePanel } from './evidence/EvidencePanel.tsx';
import { KeyBar } from './KeyBar.tsx';
import { LineEmpty } from './LineEmpty.tsx';
import { LineHeader } from './LineHeader.tsx';
import classes from './LineScreen.module.css';
import { benchLayout, type Room } from './model/bench-layout.ts';
import { SetupPanel } from './setup/SetupPanel.tsx';
import { SummaryPanel } from './summary/SummaryPanel.tsx';
import { lineTexts } from './texts.ts';
import { useHeard } from './use-heard.ts';
import { useLineActs } from './use-line-acts.ts';
import { useLineCommands } from './use-line-commands.ts';
import { useNow } from './use-now.ts';
import { usePace } from './use-pace.ts';
import { useRefusals } from './use-refusals.ts';
import { useSaid } from './use-said.ts';
import { useSounds } from './use-sounds.ts';

const noRoom: Room = { width: 0, height: 0 };

/** Where nothing changed nothing is drawn again. */
const measuredAgain = (was: Room, now: Room): Room =>
  was.width === now.width && was.height === now.height ? was : now;

export function LineScreen(): ReactNode {
  const t = useTexts(lineTexts);
  const engine = useEngine();
  const query = useLine();
  const line = query.data;
  const [preferences] = usePreferences();
  const [room, setRoom] = useReducer(measuredAgain, noRoom);
  const layout = useMemo(() => benchLayout(line?.slots ?? [], room), [line?.slots, room]);

  const nowMs = useNow();
  const stats = useToday(nowMs).data;

  const pace = usePace(line, stats?.medianDurationMs ?? null);
  const play = useSounds(preferences.hasSounds);
  const said = useSaid(play);
  const refusals = useRefusals(line);
  const acts = useLineActs({ slots: line?.slots, said, refusals });
  const isOffline = engine.kind !== 'ready';
  const commands = useLineCommands({ line, layout, acts, said, refusals, isOffline });
  const { selected, panel, closePanel } = commands;
  useHeard(line?.slots, play);

  return (
    <div className={classes.screen}>
      <LineHeader
        line={line}
        stats={stats}
        isOffline={isOffline}
        hasFailed={engine.kind === 'failed'}
        selected={selected}
        aims={commands.aims}
        said={said.said}
        pace={pace}
      />
      <div className={classes.middle}>
        {line === undefined ? (
          query.error && !isOffline ? (
            <ErrorState error={toSlipwayError(query.error).toReport()} onRetry={() => void query.refetch()} />
          ) : (
            <LoadingState label={t('loading')} />
          )
        ) : (
          <div className={classes.work}>
            <LineEmpty line={line} isSetupOpen={panel === 'SETUP'} onSetup={() => commands.run('SETUP')} />
            {line.slots.length > 0 && (
              <BenchGrid
                line={line}
                layout={layout}
                onRoom={setRoom}
                pace={pace}
                isStale={isOffline}
                selected={selected}
                aims={commands.aims}
                refusals={refusals.shown}
                isEvidenceOpen={panel === 'EVIDENCE'}
                onPress={commands.press}
              />
            )}
          </div>
        )}
        {panel === 'EVIDENCE' && (
          <EvidencePanel
            line={line}
            slot={line?.slots.find(({ slot }) => slot === selected)}
            acts={acts}
            onClose={closePanel}
          />
        )}
        {panel === 'SETUP' && line && <SetupPanel line={line} onClose={closePanel} />}
        {panel === 'SUMMARY' && <SummaryPanel line={line} onClose={closePanel} />}
        {panel === 'CARD' && (
          <Boundary broken={() => <CardGone onClose={closePanel} />}>
            <Suspense>
              <CardPanel slots={line?.slots.map(({ slot }) => slot) ?? []} onClose={closePanel} />
            </Suspense>
          </Boundary>
        )}
      </div>
      {commands.isTyping && <CodeField onCode={commands.scan} onClose={commands.stopTyping} />}
      <KeyBar
        labels={commands.labels}
        isEnabled={commands.isEnabled}
        isPressed={commands.isPressed}
        onCommand={commands.run}
      />
    </div>
  );
}

/** Its code is fetched when it is asked for, and may be gone by then; the tiles must not go with it. */
function CardGone({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTexts(lineTexts);
  return (
    <SidePanel isOpen onClose={onClose} title={t('key_CARD')}>
      <EmptyState title={t('card_gone')} action={<ReloadButton size="lg" />}>
        {t('card_gone_text')}
      </EmptyState>
    </SidePanel>
  );
}
