// Owns: the bar of keys at the foot of the line: the same acts for fingers. Imports ui, i18n and siblings.
import { type PointerEvent, type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { Kbd } from '../../ui/index.ts';
import classes from './KeyBar.module.css';
import { barCommands, holdStopMs, keyOf, type LineCommand } from './keys.ts';
import { lineTexts } from './texts.ts';

export interface KeyBarProps {
  readonly labels: Readonly<Partial<Record<LineCommand, string>>>;
  readonly isEnabled: Readonly<Partial<Record<LineCommand, boolean>>>;
  readonly isPressed: Readonly<Partial<Record<LineCommand, boolean>>>;
  readonly onCommand: (command: LineCommand) => void;
}

export function KeyBar({ labels, isEnabled, isPressed, onCommand }: KeyBarProps): ReactNode {
  const t = useTexts(lineTexts);
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('keys_label')}>
      {barCommands.map((command) =>
        command === 'STOP' ? (
          <HoldKey
            key={command}
            label={labels.STOP ?? t('key_STOP')}
            isEnabled={isEnabled.STOP !== false}
            onHeld={() => onCommand('STOP')}
          />
        ) : (
          <button
            key={command}
            type="button"
            className={classes.key}
            aria-disabled={isEnabled[command] === false || undefined}
            aria-pressed={isPressed[command]}
            data-quiet={command === 'SOUND' || undefined}
            onClick={() => onCommand(command)}
          >
            <Kbd>{keyOf[command]}</Kbd>
            <span className={classes.label}>{labels[command]}</span>
          </button>
        ),
      )}
    </div>
  );
}

interface HoldKeyProps {
  readonly label: string;
  readonly isEnabled: boolean;
  readonly onHeld: () => void;
}

/** Stopping a run must be meant: the key, or a finger, is held for a second. Letting go takes it back. */
function HoldKey({ label, isEnabled, onHeld }: HoldKeyProps): ReactNode {
  const [isHeld, setHeld] = useState(false);
  const held = useEffectEvent(onHeld);
  const begin = useEffectEvent(() => {
    if (isEnabled) setHeld(true);
    else onHeld();
  });

  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(() => {
      setHeld(false);
      held();
    }, holdStopMs);
    return () => clearTimeout(timer);
  }, [isHeld]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== keyOf.STOP || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      if (!event.repeat) begin();
    };
    const letGo = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key === keyOf.STOP) setHeld(false);
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', letGo);
    window.addEventListener('blur', letGo);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', letGo);
      window.removeEventListener('blur', letGo);
    };
  }, []);

  const isHoldKey = (key: string) => key === ' ' || key === 'Enter';
  return (
    <button
      type="button"
      className={classes.key}
      data-hold={isHeld ? 'held' : 'idle'}
      aria-disabled={!isEnabled || undefined}
      onContextMenu={(event) => event.preventDefault()}
      onPointerDown={(event: PointerEvent) => {
        if (event.button === 0) begin();
      }}
      onPointerUp={() => setHeld(false)}
      onPointerLeave={() => setHeld(false)}
      onKeyDown={(event) => {
        if (isHoldKey(event.key) && !event.repeat) begin();
      }}
      onKeyUp={(event) => {
        if (isHoldKey(event.key)) setHeld(false);
      }}
    >
      <span className={classes.held} />
      <Kbd>{keyOf.STOP}</Kbd>
      <span className={classes.label}>{label}</span>
    </button>
  );
}
