// Owns: a screen that is still loading, and one that broke: what happened and the way back. Imports i18n and ui.
import { Button } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { Boundary, LoadingState, MissingCodeError, ReloadButton } from '../../ui/index.ts';
import { appTexts } from '../texts.ts';
import classes from './screen-boundary.module.css';

export interface ScreenBoundaryProps {
  /** The address: at another one the screen is tried anew. */
  readonly place: string;
  readonly title: string;
  readonly onHome: () => void;
  readonly children: ReactNode;
}

export function ScreenBoundary({ place, title, onHome, children }: ScreenBoundaryProps): ReactNode {
  const t = useTexts(appTexts);
  return (
    <Boundary key={place} broken={(error, again) => <Broken error={error} onAgain={again} onHome={onHome} />}>
      <Suspense fallback={<LoadingState label={t('loading', { screen: title })} />}>{children}</Suspense>
    </Boundary>
  );
}

interface BrokenProps {
  readonly error: Error;
  readonly onAgain: () => void;
  readonly onHome: () => void;
}

function Broken({ error, onAgain, onHome }: BrokenProps): ReactNode {
  const t = useTexts(appTexts);
  const isOld = error instanceof MissingCodeError;
  return (
    <section className={classes.broken} role="alert">
      <h1>{t(isOld ? 'pageOld' : 'screenBroke')}</h1>
      <p>{t(isOld ? 'pageOldLead' : 'screenBrokeLead')}</p>
      <div className={classes.acts}>
        {isOld ? (
          <ReloadButton size="md" />
        ) : (
          <>
            <Button size="md" onClick={onAgain}>
              {t('openAgain')}
            </Button>
            <Button size="md" variant="default" onClick={onHome}>
              {t('goToLine')}
            </Button>
            <ReloadButton size="md" variant="default" />
          </>
        )}
      </div>
      <details>
        <summary>{t('whatHappened')}</summary>
        <pre>{error.stack ?? error.message}</pre>
      </details>
    </section>
  );
}
