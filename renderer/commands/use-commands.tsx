// Owns: commands in React: a registry for the window, and the hook by which screens add theirs. Imports siblings.
// Start reading at `useCommands`.
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isMacPlatform, keyCaps } from './keys.ts';
import { type Command, type CommandRegistry, createCommandRegistry } from './registry.ts';

interface Commands {
  readonly registry: CommandRegistry;
  readonly isMac: boolean;
}

const CommandContext = createContext<Commands | undefined>(undefined);

export function CommandProvider({ platform, children }: { readonly platform: string; readonly children: ReactNode }) {
  const [commands] = useState<Commands>(() => {
    const isMac = isMacPlatform(platform);
    return { isMac, registry: createCommandRegistry({ isMac, nowMs: () => performance.now() }) };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && commands.registry.press(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands]);
  return <CommandContext.Provider value={commands}>{children}</CommandContext.Provider>;
}

function useCommandContext(): Commands {
  const commands = useContext(CommandContext);
  if (commands === undefined) throw new Error('There is no CommandProvider around this component.');
  return commands;
}

/** What can be done while this component is there: in the palette, by its keys, and listed in the help (`?`). */
export function useCommands(commands: readonly Command[]): void {
  const { registry } = useCommandContext();
  // Read when a key is pressed or the palette opens, so that a screen may make its list anew at each render.
  const current = useRef(commands);
  useLayoutEffect(() => {
    current.current = commands;
  });
  useEffect(() => registry.add(() => current.current), [registry]);
}

/** All of them at this moment. */
export function useAllCommands(): () => readonly Command[] {
  return useCommandContext().registry.all;
}

/** The key caps of a shortcut as this machine has them. */
export function useKeyCaps(): (keys: string) => readonly string[] {
  const { isMac } = useCommandContext();
  return (keys) => keyCaps(keys, isMac);
}
