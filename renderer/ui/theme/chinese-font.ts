// Owns: Chinese letters for computers that have none of their own. Imports the font, and i18n for the language.
import { useEffect } from 'react';
import { useLanguage } from '../../i18n/index.ts';

/**
 * Makes the font known to the page. It names a hundred files by the letters in them; the browser fetches those whose
 * letters are shown, and none where the computer has a Chinese font (tokens.css asks for these first).
 */
function loadChineseFont(): void {
  import('@fontsource-variable/noto-sans-sc/wght.css').catch(() => {
    // Without it, Chinese is drawn with what the computer has: that is how it was before.
  });
}

/** While something is shown in Chinese: the language of the window, or `isShown`. Else nothing is loaded. */
export function useChineseFont(isShown = false): void {
  const { language } = useLanguage();
  const isNeeded = isShown || language === 'zh';
  useEffect(() => {
    if (isNeeded) loadChineseFont();
  }, [isNeeded]);
}
