// Owns: the words of the gallery page. Imports i18n. The samples themselves stay English: developers read them.
import { defineTexts } from '../../i18n/index.ts';

export const galleryTexts = defineTexts('gallery', {
  en: {
    title: 'Gallery',
    lead: 'Every part of the window in every state, in both themes.',
    search: 'Search parts',
    sections: 'Parts',
    theme: 'Theme',
    both: 'Both',
    light: 'Light',
    dark: 'Dark',
    all: 'Show all',
    none: 'No part is called “{{text}}”',
  },
  de: {
    title: 'Galerie',
    lead: 'Jeder Teil des Fensters in jedem Zustand, in beiden Farbschemata.',
    search: 'Teile suchen',
    sections: 'Teile',
    theme: 'Farbschema',
    both: 'Beide',
    light: 'Hell',
    dark: 'Dunkel',
    all: 'Alle zeigen',
    none: 'Kein Teil heißt „{{text}}“',
  },
  zh: {
    title: '组件库',
    lead: '窗口的每个部件、每种状态，以及两种主题。',
    search: '搜索部件',
    sections: '部件',
    theme: '主题',
    both: '两者',
    light: '浅色',
    dark: '深色',
    all: '显示全部',
    none: '没有名为“{{text}}”的部件',
  },
});
