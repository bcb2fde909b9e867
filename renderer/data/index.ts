// Owns: the engine's truth as the window keeps it, and acts on it. May import wire and the contract; never ui or features.
// Start reading at hooks.ts; follow.ts keeps what they show current.
export { startOfDay } from '../../electron/contract/day.ts';
export type { SlipwayClient } from '../wire/index.ts';
export type { ActFeedback } from './context.ts';
export {
  useAct,
  useBench,
  useClient,
  useEngine,
  useEvents,
  useJournal,
  useLine,
  useLinePart,
  useOpenedFiles,
  usePorts,
  useProgress,
  useShell,
  useShellMessages,
  useSignIn,
  useSlot,
  useStationInfo,
  useStyleNonce,
  useToday,
  useViewState,
  useViewStore,
  useWire,
} from './hooks.ts';
export { keys } from './keys.ts';
export { askFirst, type OpenData, openData } from './open-data.ts';
export { type Preferences, usePreferences } from './preferences.ts';
export { DataProvider } from './provider.tsx';
export { type FileSink, openFileSink, saveFile } from './save-file.ts';
export { createViewStore } from './view-state.ts';
