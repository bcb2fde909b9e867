// Owns: how many pixels a rem has, for drawings that know no rem. It changes with the width of the window (base.css) and
// with what a person chose in the browser. Imports nothing.
import { useSyncExternalStore } from 'react';

const remPx = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

function watch(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

export const useRemPx = (): number => useSyncExternalStore(watch, remPx);
