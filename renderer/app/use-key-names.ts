// Owns: the keys of a shortcut by the names that stand on them in the language of the window. Imports commands and i18n.
import { useKeyCaps } from '../commands/index.ts';
import { useTexts } from '../i18n/index.ts';
import { appTexts } from './texts.ts';

/** One entry for each key cap: `Ctrl` `K`, in German `Strg` `K`, on a Mac `⌘` `K`. */
export function useKeyNames(): (keys: string) => readonly string[] {
  const t = useTexts(appTexts);
  const caps = useKeyCaps();
  const names = new Map([
    ['Ctrl', t('capControl')],
    ['Shift', t('capShift')],
  ]);
  return (keys) => caps(keys).map((cap) => names.get(cap) ?? cap);
}
