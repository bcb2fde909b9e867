// Owns: the gallery page. Imports ui, i18n and the router. Sections come from `*.gallery.tsx` beside the components.
// `#/gallery?case=states/outcomes&theme=dark` shows one case in one theme and nothing around it, for screenshots.
import { Button, SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState, type GallerySection, Page, SearchBox } from '../../ui/index.ts';
import classes from './GalleryScreen.module.css';
import { type AddressedCase, addressSections, selectSections } from './sections.ts';
import { galleryTexts } from './texts.ts';

const modules = import.meta.glob<{ readonly gallery: GallerySection }>('../../ui/**/*.gallery.tsx', { eager: true });
const sections = addressSections(Object.values(modules).map(({ gallery }) => gallery));

type Theme = 'light' | 'dark';

function Case({ shown, themes }: { readonly shown: AddressedCase; readonly themes: readonly Theme[] }): ReactNode {
  return (
    <div className={classes.case} id={shown.address}>
      {/* No heading: what is shown brings its own, of any order. */}
      <p className={classes.name}>{shown.name}</p>
      <div className={classes.themes}>
        {themes.map((theme) => (
          <div key={theme} className={classes.stage} data-mantine-color-scheme={theme} data-case={shown.address}>
            {shown.render()}
          </div>
        ))}
      </div>
    </div>
  );
}

/**
 * Mantine's rules for the dark theme come after those for the light one, so that a dark stage may stand in a light page
 * and not the other way round: the page is light while it shows both.
 */
function useSchemeOfPage(scheme: Theme): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset.mantineColorScheme;
    dataset.mantineColorScheme = scheme;
    return () => {
      dataset.mantineColorScheme = before ?? 'light';
    };
  }, [scheme]);
}

export function GalleryScreen(): ReactNode {
  const t = useTexts(galleryTexts);
  const search = useSearch({ from: '/gallery' });
  const navigate = useNavigate({ from: '/gallery' });
  const [text, setText] = useState('');
  const themes: readonly Theme[] = search.theme === undefined ? ['light', 'dark'] : [search.theme];
  useSchemeOfPage(search.theme ?? 'light');
  const shown = selectSections(sections, { address: search.case, text });
  const isOne = search.case !== undefined;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          {isOne && (
            <Button variant="default" onClick={() => void navigate({ search: (old) => ({ theme: old.theme }) })}>
              {t('all')}
            </Button>
          )}
          <SegmentedControl
            aria-label={t('theme')}
            value={search.theme ?? 'both'}
            data={[
              { value: 'both', label: t('both') },
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
            ]}
            onChange={(value) =>
              void navigate({
                search: (old) => ({ ...old, theme: value === 'light' || value === 'dark' ? value : undefined }),
              })
            }
          />
          <SearchBox label={t('search')} value={text} onChange={setText} />
        </>
      }
    >
      <div className={classes.layout}>
        <nav className={classes.list} aria-label={t('sections')}>
          {sections.map((section) => (
            <a
              key={section.address}
              className={classes.link}
              href={`#/gallery?case=${encodeURIComponent(section.address)}`}
              aria-current={search.case?.split('/')[0] === section.address ? 'true' : undefined}
            >
              {section.title}
            </a>
          ))}
        </nav>
        <div className={classes.sections}>
          {shown.length === 0 && <EmptyState title={t('none', { text: text || (search.case ?? '') })} />}
          {shown.map((section) => (
            <section key={section.address} aria-labelledby={`section-${section.address}`}>
              <h2 className={classes.title} id={`section-${section.address}`}>
                {section.title}
              </h2>
              {section.cases.map((each) => (
                <Case key={each.address} shown={each} themes={themes} />
              ))}
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
}
