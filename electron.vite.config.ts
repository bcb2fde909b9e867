// Owns: how the desktop app is built: dist/main and dist/preload, and in mode `engine` dist/engine alone, so that main and
// engine share no file: what main loads is in the signed archive. The window is built by renderer/vite.config.ts.
import { defineConfig } from 'electron-vite';

/** Packages with machine code; they are not bundled but packaged beside the engine. */
const isNative = /^(?:better-sqlite3|serialport|usb|node-pty)(?:\/|$)/;
/** Electron 33, the development runtime from the registry, has this Node; the official one is newer. */
const target = 'node20.18';

/** Half the bytes to parse at each start; names stay, for the log's sake. */
const minify = { mangle: false, compress: true, codegen: { removeWhitespace: true } };

export default defineConfig(({ mode }) => {
  if (mode === 'engine') {
    return {
      main: {
        build: {
          outDir: 'dist/engine',
          externalizeDeps: false,
          target,
          sourcemap: true,
          rolldownOptions: {
            // Resources are found three folders up, as from the sources in electron/engine/<part>/.
            input: { 'js/main': 'electron/engine-process/main.ts' },
            external: [isNative],
            // A class of oRPC's that nobody uses would leave its parent's name behind, for which Node loads its streams of the web.
            treeshake: { unknownGlobalSideEffects: false },
            output: {
              format: 'es',
              entryFileNames: '[name].js',
              chunkFileNames: 'js/[name]-[hash].js',
              minify,
            },
          },
        },
      },
    };
  }
  return {
    main: {
      build: {
        outDir: 'dist/main',
        externalizeDeps: false,
        target,
        sourcemap: true,
        rolldownOptions: {
          input: { index: 'electron/main/index.ts' },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', minify },
        },
      },
    },
    preload: {
      build: {
        outDir: 'dist/preload',
        externalizeDeps: false,
        target,
        // A sandboxed preload is one CommonJS file.
        rolldownOptions: {
          input: { index: 'electron/preload/index.ts' },
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  };
});
