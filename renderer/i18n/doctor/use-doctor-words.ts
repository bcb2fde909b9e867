// Owns: a check of the doctor in the language of the window. Imports the contract and siblings.
import { useMemo } from 'react';
import type { DoctorCheck } from '../../../electron/contract/doctor.ts';
import { type Said, useCodedTexts } from '../coded.ts';
import { useLanguage } from '../i18n.tsx';
import { doctorWordTexts } from './texts.ts';

export interface DoctorWordsOfCheck {
  readonly title: Said;
  /** What it is good for; undefined for a check that this window does not know. */
  readonly why: string | undefined;
  readonly finding: Said;
  /** What to do, in words; undefined where a command says it all, or nothing is to be done. */
  readonly remedy: Said | undefined;
  /** To be copied as it stands. */
  readonly command: string | undefined;
  /** Words for the way to the library, where the window does what the command would. */
  readonly inLibrary: string | undefined;
}

export function useDoctorWords(): (check: DoctorCheck) => DoctorWordsOfCheck {
  const say = useCodedTexts(doctorWordTexts);
  const { language } = useLanguage();
  return useMemo(() => {
    const said = (words: string | undefined, english: string): Said =>
      words !== undefined
        ? { text: words, lang: undefined }
        : { text: english, lang: language === 'en' ? undefined : 'en' };
    return ({ id, title, finding, mend, found, remedy }) => {
      const command = remedy !== null && 'command' in remedy ? remedy.command : undefined;
      const needsNoWords = mend === null || mend === command;
      const isInLibrary = id === 'trust' && mend !== null;
      return {
        title: said(say('check', { code: id }), title),
        why: say('why', { code: id }),
        finding: said(say('finding', found), finding),
        remedy: needsNoWords || remedy === null ? undefined : said(say('remedy', remedy), mend),
        command: isInLibrary ? undefined : command,
        inLibrary: isInLibrary ? say('remedy', { code: 'trust-in-library' }) : undefined,
      };
    };
  }, [say, language]);
}
