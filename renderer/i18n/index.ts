// Owns: the words of the window: typed texts in en, de and zh, numbers and times, and errors. May import the contract.
// Start reading at `defineTexts`; a feature's texts are in its own texts.ts.
export { defineTexts, type Language, type TextKey, type Translate } from './define-texts.ts';
export { useDoctorWords } from './doctor/use-doctor-words.ts';
export { type ErrorText, useErrorText, useErrorTexts, useErrorTitles } from './error-text.ts';
export { useEvidenceWords } from './evidence/use-evidence-words.ts';
export type { Format } from './format.ts';
export { I18nProvider, type LanguageChoice, useFormat, useLanguage, useTexts } from './i18n.tsx';
export { useProblemWords } from './recipe-problems/use-problem-words.ts';
export { useSaid } from './sentences/use-sentences.ts';
