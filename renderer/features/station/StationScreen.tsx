// Owns: the station's screen: its sections and what each needs from a person. Imports data, i18n, ui and siblings.
import { Link } from '@tanstack/react-router';
import { Activity, Info, KeyRound, LayoutGrid, Palette, Satellite } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStationInfo } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState, Icon, type IconType, Page } from '../../ui/index.ts';
import { AboutSection } from './about/AboutSection.tsx';
import { AppearanceSection } from './appearance/AppearanceSection.tsx';
import { DoctorSection, useDoctor } from './doctor/DoctorSection.tsx';
import { FleetsSection, useFleets } from './fleets/FleetsSection.tsx';
import { KeysSection, useKeys } from './keys/KeysSection.tsx';
import classes from './StationScreen.module.css';
import { isSection, type Section, sections } from './sections.ts';
import { SlotsSection } from './slots/SlotsSection.tsx';
import { stationTexts } from './texts.ts';

const icons: Readonly<Record<Section, IconType>> = {
  slots: LayoutGrid,
  fleets: Satellite,
  keys: KeyRound,
  doctor: Activity,
  appearance: Palette,
  about: Info,
};

const bodies: Readonly<Record<Section, () => ReactNode>> = {
  slots: SlotsSection,
  fleets: FleetsSection,
  keys: KeysSection,
  doctor: DoctorSection,
  appearance: AppearanceSection,
  about: AboutSection,
};

export function StationScreen({ section }: { readonly section: string }) {
  const t = useTexts(stationTexts);
  const name = useStationInfo().data?.name;
  const known = isSection(section) ? section : undefined;
  const Body = known && bodies[known];
  return (
    <Page title={t('title')} lead={name}>
      <div className={classes.columns}>
        <Sections here={known} />
        {/* Each section begins anew: nothing typed in one is left in another. */}
        <section key={section} className={classes.body} {...(known ? { 'aria-label': t(known) } : {})}>
          {Body ? <Body /> : <EmptyState title={t('unknownSection')}>{t('unknownSectionText')}</EmptyState>}
        </section>
      </div>
    </Page>
  );
}

function Sections({ here }: { readonly here: Section | undefined }) {
  const t = useTexts(stationTexts);
  const marks = useMarks();
  return (
    <nav aria-label={t('sections')} className={classes.nav}>
      <ul className={classes.list}>
        {sections.map((section) => (
          <li key={section}>
            <Link
              to="/station/$section"
              params={{ section }}
              className={classes.item}
              aria-current={section === here ? 'page' : undefined}
              data-here={section === here || undefined}
            >
              <Icon of={icons[section]} size={20} />
              <span className={classes.name}>{t(section)}</span>
              {marks[section] && <span className={classes.mark}>{marks[section]}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What a person should know of without opening the section. */
function useMarks(): Partial<Record<Section, string>> {
  const t = useTexts(stationTexts);
  const fleets = useFleets().data ?? [];
  const held = fleets.reduce((sum, fleet) => sum + fleet.held, 0);
  const waiting = fleets.reduce((sum, fleet) => sum + fleet.waiting, 0);
  const isLocked = useKeys().data?.isLocked === true;
  const problems = useDoctor().data?.filter(({ state }) => state === 'problem').length ?? 0;
  return {
    ...(held > 0
      ? { fleets: t('held', { count: held }) }
      : waiting > 0
        ? { fleets: t('waiting', { count: waiting }) }
        : {}),
    ...(isLocked ? { keys: t('locked') } : {}),
    ...(problems > 0 ? { doctor: t('problems', { count: problems }) } : {}),
  };
}
