// Owns: the rail: the four places, search, and what must never be overlooked (virtual bench, updates).
// Becomes a bar at the bottom on narrow and touch screens. Imports data, i18n, commands and siblings.
import { Link, useLocation } from '@tanstack/react-router';
import { CircuitBoard, Download, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ShellMessage } from '../../../electron/contract/shell.ts';
import { useAct, useShell, useStationInfo } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { appTexts } from '../texts.ts';
import { useKeyNames } from '../use-key-names.ts';
import { BrandMark } from './brand-mark.tsx';
import { isAt, places } from './places.ts';
import classes from './rail.module.css';

export type OfferedUpdate = Omit<Extract<ShellMessage, { slipway: 'update' }>, 'slipway'>;

export interface RailProps {
  /** The frame hears of it: a kiosk has no rail, and is left again. */
  readonly update: OfferedUpdate | undefined;
  readonly onSearch: () => void;
  readonly isBenchOpen: boolean;
  readonly onBench: () => void;
}

export function Rail({ update, onSearch, isBenchOpen, onBench }: RailProps): ReactNode {
  const t = useTexts(appTexts);
  const { pathname } = useLocation();
  const caps = useKeyNames();
  const info = useStationInfo().data;
  return (
    <nav className={classes.rail} aria-label={t('places')}>
      <div className={classes.brand} title={info?.name}>
        <BrandMark size="2.5rem" />
      </div>
      <ul className={classes.places}>
        {places.map((place) => {
          const isHere = isAt(place, pathname);
          return (
            <li key={place.name}>
              <Link
                to={place.to}
                className={classes.item}
                data-here={isHere}
                aria-current={isHere ? 'page' : undefined}
                title={`${t(place.name)} (${caps(place.keys).join(' ')})`}
              >
                <place.icon size="1.375rem" strokeWidth={1.75} aria-hidden />
                <span>{t(place.name)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      <div className={classes.more}>
        {update !== undefined && <Update {...update} />}
        {info?.isVirtualBench && (
          <button
            type="button"
            className={classes.item}
            data-tone="virtual"
            aria-pressed={isBenchOpen}
            title={t('virtualBenchLead')}
            onClick={onBench}
          >
            <CircuitBoard size="1.375rem" strokeWidth={1.75} aria-hidden />
            <span>{t('virtualUnits')}</span>
          </button>
        )}
        <button
          type="button"
          className={classes.item}
          aria-keyshortcuts="Control+K Meta+K"
          title={`${t('search')} (${caps('mod+k').join(' ')})`}
          onClick={onSearch}
        >
          <Search size="1.375rem" strokeWidth={1.75} aria-hidden />
          <span>{t('search')}</span>
        </button>
      </div>
    </nav>
  );
}

/** An update that waits: installed at the next quit, or when the person says so while nothing is being written. */
function Update({ version, mayInstall }: OfferedUpdate): ReactNode {
  const t = useTexts(appTexts);
  const shell = useShell();
  const install = useAct(async () => shell?.request({ kind: 'install-update' }));
  return (
    <button
      type="button"
      className={classes.item}
      title={t(mayInstall ? 'updateNow' : 'updateLater')}
      // Not `disabled`: it keeps the focus, and says why when it has it.
      aria-disabled={!mayInstall}
      onClick={() => mayInstall && install.mutate()}
    >
      <Download size="1.375rem" strokeWidth={1.75} aria-hidden />
      <span>{t('updateReady', { version })}</span>
    </button>
  );
}
