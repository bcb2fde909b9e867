// Owns: commands and their keys, for screens to add and for the frame to show. Imports nothing of ours.
// Start reading at `useCommands`.
export type { Command } from './registry.ts';
export { CommandProvider, useAllCommands, useCommands, useKeyCaps } from './use-commands.tsx';
