// Owns: how the window's code is built: for the app's own protocol and for `slipway serve` alike.
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const renderer = import.meta.dirname;

export default defineConfig({
  root: renderer,
  // The app's protocol and `serve` know no fixed address.
  base: './',
  plugins: [react()],
  build: {
    outDir: path.join(renderer, '..', 'dist', 'renderer'),
    emptyOutDir: true,
    // Electron 33 (the registry-only runtime) has Chromium 130.
    target: ['chrome130', 'firefox140', 'safari18'],
    // The policy forbids data: in scripts and styles, and small files cost nothing on a loopback.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // React, zod and the kit are needed before anything can be shown.
    chunkSizeWarningLimit: 1100,
    rolldownOptions: {
      // What is needed before anything can be shown is one file: each one more is a trip through the app's protocol, and a
      // dozen of them cost main and the page 50 ms each of their start.
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      // Lists of exports do nothing by themselves: what only one screen takes from them is loaded with that screen.
      treeshake: { moduleSideEffects: [{ test: /[\\/]renderer[\\/](?:[^\\/]+[\\/])+index\.ts$/, sideEffects: false }] },
    },
  },
});
