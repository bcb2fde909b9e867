// Owns: the doctor's words in all languages. Imports siblings.
import { defineTexts } from '../define-texts.ts';
import { doctorDe } from './de.ts';
import { doctorEn } from './en.ts';
import { doctorZh } from './zh.ts';

export const doctorWordTexts = defineTexts('doctor', { en: doctorEn, de: doctorDe, zh: doctorZh });
