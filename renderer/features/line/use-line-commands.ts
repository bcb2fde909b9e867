// Owns: what keys and scans do on the line, and what they did in words. Imports data, commands, the model.
// Start reading at `useLineCommands`: keys, codes and buttons all end in `run`, `scan` or `press`.
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { LineSlot, LineState } from '../../../electron/contract/line.ts';
import { hasRecipe, isOrderFull } from '../../../electron/contract/order.ts';
import { type Command as AppCommand, useCommands } from '../../commands/index.ts';
import { usePreferences } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { announce, dismissToasts } from '../../ui/index.ts';
import { retryLabel, stopLabel } from './key-labels.ts';
import { barCommands, keyOf, type LineCommand } from './keys.ts';
import { type BenchLayout, neighbour } from './model/bench-layout.ts';
import { evidenceTarget, retryTargets, startTargets, stopTarget } from './model/key-targets.ts';
import { createNumberKeys, slotOfNumber } from './model/number-keys.ts';
import { findSlot, parseScan } from './model/scan-code.ts';
import { isUnitGone } from './model/selection.ts';
import { lineTexts } from './texts.ts';
import type { LineActs } from './use-line-acts.ts';
import type { RefusedStarts } from './use-refusals.ts';
import type { Said } from './use-said.ts';
import { useScanner } from './use-scanner.ts';

export type LinePanel = 'EVIDENCE' | 'SETUP' | 'SUMMARY' | 'CARD';

export interface LineCommands {
  readonly selected: string | undefined;
  readonly panel: LinePanel | undefined;
  readonly isTyping: boolean;
  readonly labels: Readonly<Record<LineCommand, string>>;
  readonly isEnabled: Readonly<Record<LineCommand, boolean>>;
  readonly isPressed: Readonly<Partial<Record<LineCommand, boolean>>>;
  /** The slots that F2 starts and F4 tells about as things are: their tiles may name these keys. */
  readonly aims: { readonly retry: readonly string[]; readonly evidence: string | undefined };
  run(command: LineCommand): void;
  scan(text: string): void;
  /** A tile was tapped: selects it; once more opens its evidence. */
  press(slot: string): void;
  closePanel(): void;
  stopTyping(): void;
}

export interface LineCommandsDeps {
  readonly line: LineState | undefined;
  readonly layout: BenchLayout;
  readonly acts: LineActs;
  readonly said: Said;
  readonly refusals: Pick<RefusedStarts, 'shown' | 'forget'>;
  /** Nothing can be started or stopped from here. */
  readonly isOffline: boolean;
}

const needsEngine: ReadonlySet<LineCommand> = new Set(['START', 'RETRY', 'STOP']);

/** Why nothing at all is started, whatever stands in the slots. */
function blockedBy(line: LineState | undefined): 'said_no_recipe' | 'said_order_full' | undefined {
  if (line === undefined) return undefined;
  if (!hasRecipe(line)) return 'said_no_recipe';
  return isOrderFull(line) ? 'said_order_full' : undefined;
}

/** A selection was meant for a unit: it goes with it. */
function useEndOfSelection(slot: LineSlot | undefined, isShown: boolean, end: () => void): void {
  const before = useRef<LineSlot>(undefined);
  const onEnd = useEffectEvent(end);
  useEffect(() => {
    const then = before.current;
    before.current = slot;
    if (then !== undefined && then.slot === slot?.slot && isUnitGone(then, slot, isShown)) onEnd();
  }, [slot, isShown]);
}

/** The second scan of STOP must follow the first within this time. */
const stopAgainMs = 6000;

export function useLineCommands(deps: LineCommandsDeps): LineCommands {
  const { line, layout, acts, refusals, isOffline } = deps;
  const { say, refuse, clear } = deps.said;
  const t = useTexts(lineTexts);
  const [preferences, changePreferences] = usePreferences();
  const [chosen, setChosen] = useState<string>();
  const [panel, setPanel] = useState<LinePanel>();
  const [isTyping, setTyping] = useState(false);
  const slots = line?.slots ?? [];
  // A slot that was taken off the bench is not selected any more.
  const slot = slots.find((each) => each.slot === chosen);
  const selected = slot?.slot;
  useEndOfSelection(slot, panel === 'EVIDENCE', () => setChosen(undefined));
  const stopAsked = useRef<{ slot: string; atMs: number } | undefined>(undefined);

  const select = (name: string) => {
    setChosen(name);
    announce(t('said_slot', { slot: name }));
  };

  const toStop = stopTarget(line, selected)?.slot;
  const stop = () => {
    if (toStop === undefined) return refuse(t('said_nothing_to_stop'));
    acts.stop(toStop);
  };

  const isEvidenceOpen = panel === 'EVIDENCE';
  const toExplain = evidenceTarget(line, selected, isEvidenceOpen);
  /** With nothing selected it tells about what the line asks for, and says by the selection which slot that is. */
  const toggleEvidence = () => {
    if (isEvidenceOpen && toExplain === undefined) return setPanel(undefined);
    setChosen(toExplain);
    setPanel('EVIDENCE');
  };

  /** What lies open goes first, and what was refused; with nothing of that, the selection. */
  const close = () => {
    const wasTold = dismissToasts() || refusals.shown.size > 0;
    refusals.forget();
    clear();
    if (panel !== undefined || isTyping) {
      setTyping(false);
      return setPanel(undefined);
    }
    if (wasTold || selected === undefined) return;
    setChosen(undefined);
    announce(t('said_deselected'));
  };

  const run = (command: LineCommand) => {
    if (isOffline && needsEngine.has(command)) return refuse(t('said_offline'));
    switch (command) {
      case 'START': {
        const requests = startTargets(line);
        if (requests.length === 0) return refuse(t(blockedBy(line) ?? 'said_nothing_to_start'));
        return acts.start(requests);
      }
      case 'RETRY': {
        const requests = retryTargets(line, selected);
        if (requests.length === 0) return refuse(t(blockedBy(line) ?? 'said_nothing_to_retry'));
        return acts.start(requests);
      }
      case 'STOP':
        return stop();
      case 'SOUND':
        return changePreferences({ hasSounds: !preferences.hasSounds });
      case 'TYPE':
        return setTyping((is) => !is);
      case 'CLOSE':
        return close();
      case 'EVIDENCE':
        return toggleEvidence();
      case 'SETUP':
      case 'SUMMARY':
      case 'CARD':
        return setPanel((open) => (open === command ? undefined : command));
    }
  };

  /** A scanned command says what a key says by being held: that it is meant. */
  const runScanned = (command: LineCommand) => {
    if (command !== 'STOP' || toStop === undefined) return run(command);
    const nowMs = Date.now();
    const asked = stopAsked.current;
    if (asked?.slot === toStop && nowMs - asked.atMs <= stopAgainMs) {
      stopAsked.current = undefined;
      return stop();
    }
    stopAsked.current = { slot: toStop, atMs: nowMs };
    say(t('said_stop_again', { slot: toStop }));
  };

  const scanSerial = (serial: string) => {
    const waiting = slots.filter(({ hold }) => hold?.kind === 'scan');
    const target = waiting.find((each) => each.slot === selected) ?? (waiting.length === 1 ? waiting[0] : undefined);
    if (target === undefined) return refuse(t(waiting.length === 0 ? 'said_no_hold' : 'said_which'));
    acts.start([{ slot: target.slot, scannedSerial: serial }]);
  };

  const scan = (text: string) => {
    const meaning = parseScan(text);
    // The code that closes asks first whether there is anything to close.
    if (meaning.kind !== 'command' || meaning.command !== 'CLOSE') refusals.forget();
    switch (meaning.kind) {
      case 'slot': {
        const found = findSlot(slots, meaning.slot);
        if (found === undefined) return refuse(t('said_no_slot', { slot: meaning.slot }));
        setChosen(found.slot);
        return say(t('said_slot', { slot: found.slot }));
      }
      case 'command':
        return runScanned(meaning.command);
      case 'operator':
        return acts.setOperator(meaning.name);
      case 'serial':
        return scanSerial(meaning.serial);
      case 'unknown':
        return refuse(t('said_unknown', { text: meaning.text }));
    }
  };

  const onNumber = useRef((_digits: string) => {});
  useEffect(() => {
    onNumber.current = (digits) => {
      const name = slotOfNumber(slots, digits);
      if (name !== undefined) select(name);
    };
  });
  const [pressDigit] = useState(() =>
    createNumberKeys({ nowMs: () => performance.now(), onNumber: (digits) => onNumber.current(digits) }),
  );
  useScanner({
    onScan: scan,
    onKey: (key) => (key === 'e' ? run('EVIDENCE') : pressDigit(key)),
    onArrow: (direction) => {
      const next = neighbour(layout, selected ?? '', direction);
      if (next !== '') select(next);
    },
    onEnter: () => run('EVIDENCE'),
  });

  const retries = retryTargets(line, selected);
  const labels = labelsOf();
  const isEnabled: Readonly<Record<LineCommand, boolean>> = {
    CARD: true,
    RETRY: !isOffline && retries.length > 0,
    START: !isOffline && startTargets(line).length > 0,
    EVIDENCE: slots.length > 0,
    SETUP: line !== undefined,
    SOUND: true,
    TYPE: true,
    SUMMARY: true,
    STOP: !isOffline && toStop !== undefined,
    CLOSE: panel !== undefined || isTyping || selected !== undefined || refusals.shown.size > 0,
  };
  useCommands([
    ...barCommands.map(
      (command): AppCommand => ({
        id: `line.${command}`,
        title: labels[command],
        group: t('line'),
        // A key that has nothing to do says why.
        isOfUse: isEnabled[command],
        // F9 is held, which a command cannot say; the bar listens to it.
        ...(command === 'STOP' ? { isKeyOnly: true, isEnabled: false } : {}),
        keys: keyOf[command],
        run: () => run(command),
      }),
    ),
    {
      id: 'line.CLOSE',
      title: labels.CLOSE,
      group: t('line'),
      keys: keyOf.CLOSE,
      isEnabled: isEnabled.CLOSE,
      isKeyOnly: true,
      run: () => run('CLOSE'),
    },
  ]);

  function labelsOf(): Readonly<Record<LineCommand, string>> {
    return {
      CARD: t('key_CARD'),
      RETRY: retryLabel(t, slots, retries),
      START: t('key_START'),
      EVIDENCE: t('key_EVIDENCE'),
      SETUP: t('key_SETUP'),
      SOUND: t(preferences.hasSounds ? 'key_SOUND_on' : 'key_SOUND_off'),
      TYPE: t('key_TYPE'),
      SUMMARY: t('key_SUMMARY'),
      STOP: stopLabel(t, slots, toStop),
      CLOSE: t('key_CLOSE'),
    };
  }

  const pressed = useRef((_slot: string) => {});
  useEffect(() => {
    pressed.current = (name) => {
      if (name === selected) setPanel('EVIDENCE');
      else select(name);
    };
  });
  return {
    selected,
    panel,
    isTyping,
    labels,
    isEnabled,
    isPressed: {
      CARD: panel === 'CARD',
      EVIDENCE: isEvidenceOpen,
      SETUP: panel === 'SETUP',
      SUMMARY: panel === 'SUMMARY',
      SOUND: preferences.hasSounds,
      TYPE: isTyping,
    },
    aims: { retry: isOffline ? [] : retries.map((each) => each.slot), evidence: toExplain },
    run,
    scan,
    // Tiles render again when their own slot changes, not with every key.
    press: useCallback((name) => pressed.current(name), []),
    closePanel: useCallback(() => setPanel(undefined), []),
    stopTyping: useCallback(() => setTyping(false), []),
  };
}
