// Owns: what is wrong in a recipe, in all languages. Imports siblings.
import { defineTexts } from '../define-texts.ts';
import { problemsDe } from './de.ts';
import { problemsEn } from './en.ts';
import { problemsZh } from './zh.ts';

export const problemTexts = defineTexts('recipe-problems', { en: problemsEn, de: problemsDe, zh: problemsZh });
