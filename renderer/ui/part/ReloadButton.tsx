// Owns: loading the page again, once the station can send it: before, the browser's error page would take its place.
// Imports i18n and siblings.
import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useContext, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import { CodeSourceContext } from './later.tsx';

export function ReloadButton(look: Pick<ButtonProps, 'size' | 'variant'>): ReactNode {
  const t = useTexts(uiTexts);
  const source = useContext(CodeSourceContext);
  const [isWaiting, setWaiting] = useState(false);
  const reload = async () => {
    while (source !== undefined && (await source.ask()) === 'away') {
      setWaiting(true);
      await source.rest();
    }
    window.location.reload();
  };
  return (
    <Button {...look} disabled={isWaiting} onClick={() => void reload()}>
      {t(isWaiting ? 'partWaits' : 'reload')}
    </Button>
  );
}
