// Owns: a screen that is still loading, and one that broke: what happened and the way back. Imports i18n and ui.
import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode, Suspense } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { LoadingState } from '../../ui/index.ts';
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

interface BoundaryProps {
  readonly broken: (error: Error, again: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** React has error boundaries as classes only. */
class Boundary extends Component<BoundaryProps, { readonly error: Error | undefined }> {
  override state = { error: undefined };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo) {
    console.error('A screen has stopped.', error, componentStack);
  }

  override render() {
    const { error } = this.state;
    return error === undefined
      ? this.props.children
      : this.props.broken(error, () => this.setState({ error: undefined }));
  }
}

interface BrokenProps {
  readonly error: Error;
  readonly onAgain: () => void;
  readonly onHome: () => void;
}

function Broken({ error, onAgain, onHome }: BrokenProps): ReactNode {
  const t = useTexts(appTexts);
  return (
    <section className={classes.broken} role="alert">
      <h1>{t('screenBroke')}</h1>
      <p>{t('screenBrokeLead')}</p>
      <div className={classes.acts}>
        <Button size="md" onClick={onAgain}>
          {t('openAgain')}
        </Button>
        <Button size="md" variant="default" onClick={onHome}>
          {t('goToLine')}
        </Button>
        <Button size="md" variant="default" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      </div>
      <details>
        <summary>{t('whatHappened')}</summary>
        <pre>{error.stack ?? error.message}</pre>
      </details>
    </section>
  );
}
