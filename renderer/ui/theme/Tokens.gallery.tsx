// Owns: the tokens in the gallery: ramp, surfaces, state colours, type, space.
import type { CSSProperties, ReactNode } from 'react';
import type { GallerySection } from '../gallery.ts';
import { StateIcon, type StateKind } from '../state/StateIcon.tsx';
import classes from './Tokens.gallery.module.css';

const named = (name: string) => ({ '--shown': `var(--sw-${name})` }) as CSSProperties;

function Swatches({ names }: { readonly names: readonly string[] }): ReactNode {
  return (
    <ul className={classes.swatches}>
      {names.map((name) => (
        <li key={name}>
          <span className={classes.swatch} style={named(name)} />
          <code className={classes.name}>{name}</code>
        </li>
      ))}
    </ul>
  );
}

const states: readonly StateKind[] = ['running', 'pass', 'fail', 'error', 'attention', 'idle', 'waiting'];
const sizes = [12, 14, 16, 20, 28, 40, 72] as const;
const spaces = [1, 2, 3, 4, 6, 8, 10, 12, 16] as const;

export const gallery: GallerySection = {
  title: 'Tokens',
  cases: [
    {
      name: 'neutral ramp',
      render: () => <Swatches names={Array.from({ length: 11 }, (_, step) => `neutral-${step}`)} />,
    },
    {
      name: 'surfaces, lines, text, accent',
      render: () => (
        <Swatches
          names={[
            'surface-0',
            'surface-1',
            'surface-2',
            'surface-3',
            'line',
            'line-strong',
            'text',
            'text-dim',
            'accent',
            'accent-fill',
            'accent-tint',
            'danger',
            'danger-fill',
          ]}
        />
      ),
    },
    {
      name: 'states',
      render: () => (
        <div className={classes.states}>
          {states.map((state) => (
            <div
              key={state}
              className={classes.state}
              style={
                {
                  '--bg': `var(--sw-state-${state}-bg)`,
                  '--fg': `var(--sw-state-${state}-fg)`,
                  '--border': `var(--sw-state-${state}-border)`,
                  '--fill': `var(--sw-state-${state}-fill)`,
                  '--on': `var(--sw-state-${state}-on)`,
                  '--mark': `var(--sw-state-${state})`,
                } as CSSProperties
              }
            >
              <span className={classes.mark}>
                <StateIcon state={state} size={20} /> {state}
              </span>
              <span className={classes.tint}>{state}</span>
              <span className={classes.fill}>{state}</span>
            </div>
          ))}
        </div>
      ),
    },
    {
      name: 'type',
      render: () => (
        <div className={classes.type}>
          {sizes.map((size) => (
            <div key={size} className={classes.line} style={{ '--size': `var(--sw-text-${size})` } as CSSProperties}>
              <code className={classes.name}>{size}</code> <span className={classes.sample}>PASS 0:14</span>{' '}
              <code className={classes.sample}>AC-2648</code>
            </div>
          ))}
        </div>
      ),
    },
    {
      name: 'space',
      render: () => (
        <ul className={classes.spaces}>
          {spaces.map((step) => (
            <li key={step}>
              <code className={classes.name}>{step}</code>
              <span className={classes.space} style={{ '--size': `var(--sw-space-${step})` } as CSSProperties} />
            </li>
          ))}
        </ul>
      ),
    },
  ],
};
