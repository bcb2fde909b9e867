// Owns: the names of evidence in all languages. Imports siblings.
import { defineTexts } from '../define-texts.ts';
import { evidenceDe } from './de.ts';
import { evidenceEn } from './en.ts';
import { evidenceZh } from './zh.ts';

export const evidenceWordTexts = defineTexts('evidence', { en: evidenceEn, de: evidenceDe, zh: evidenceZh });
