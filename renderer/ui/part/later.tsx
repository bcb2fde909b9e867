// Owns: a component whose code is loaded when it is opened, and what stands in its place until the station has sent it.
// Imports i18n and siblings. Start reading at `later`.
import { Unplug } from 'lucide-react';
import {
  type ComponentType,
  createContext,
  type FunctionComponent,
  type ReactNode,
  useContext,
  useSyncExternalStore,
} from 'react';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState } from '../feedback/EmptyState.tsx';
import { uiTexts } from '../texts.ts';
import type { CodeSource } from './code-source.ts';
import { createPart, type Part } from './load-part.ts';

/** Undefined where the code lies beside the page, as on the desktop. */
export const CodeSourceContext = createContext<CodeSource | undefined>(undefined);

export type Later<Props> = FunctionComponent<Props> & Pick<Part<unknown>, 'prefetch'>;

/**
 * Like React's `lazy`, for a station that can be away: then it says so and opens by itself. While it loads, the `Suspense`
 * around it shows its fallback; what cannot be loaded is thrown to the `Boundary` around it. `Place` is what the part has
 * around itself and waiting has to have too, such as a panel that can be closed.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Place?: ComponentType<Props & { readonly children: ReactNode }>,
): Later<Props> {
  const part = createPart(load);
  function LaterPart(props: Props): ReactNode {
    const source = useContext(CodeSourceContext);
    const state = useSyncExternalStore(part.watch, part.state);
    if (state.kind === 'loaded') return <state.code {...props} />;
    if (state.kind === 'failed') throw state.error;
    const opened = part.open(source);
    if (state.kind === 'waiting') {
      const waits = <WaitsForStation />;
      return Place === undefined ? waits : <Place {...props}>{waits}</Place>;
    }
    // As `lazy` does it. With `use`, React would not come back to a component that needs it no more.
    throw opened;
  }
  return Object.assign(LaterPart, { prefetch: part.prefetch });
}

function WaitsForStation(): ReactNode {
  const t = useTexts(uiTexts);
  return (
    <div role="status">
      <EmptyState icon={Unplug} title={t('partWaits')}>
        {t('partWaitsText')}
      </EmptyState>
    </div>
  );
}
