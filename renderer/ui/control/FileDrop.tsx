// Owns: a place that takes files, dropped or chosen. Imports siblings.
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import classes from './FileDrop.module.css';

export interface FileDropProps {
  /** As of `<input accept>`: `.slipway,application/zip`. Only the dialog filters by it: a dropped file is told its reason. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** What the overlay says while files hover. */
  readonly label?: string;
  readonly isDisabled?: boolean;
  /** Takes all the height there is: for a whole screen. */
  readonly isFilling?: boolean;
  readonly onFiles: (files: File[]) => void;
  /** A function gets `choose`, which opens the file dialog: put it behind a button. */
  readonly children: ReactNode | ((choose: () => void) => ReactNode);
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

export function FileDrop({
  accept,
  multiple = false,
  label,
  isDisabled = false,
  isFilling = false,
  onFiles,
  children,
}: FileDropProps): ReactNode {
  const t = useTexts(uiTexts);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  // Entering a child leaves its parent: count them to know when the pointer has really gone.
  const [depth, setDepth] = useState(0);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    const taken = multiple ? files : files.slice(0, 1);
    if (taken.length > 0) onFiles(taken);
  };
  const choose = () => input.current?.click();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first.
    <div
      className={classes.area}
      data-filling={isFilling || undefined}
      onDragEnter={(event) => {
        if (!isDisabled && hasFiles(event)) setDepth(depth + 1);
      }}
      onDragLeave={(event) => {
        if (!isDisabled && hasFiles(event)) setDepth(Math.max(0, depth - 1));
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = isDisabled ? 'none' : 'copy';
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        if (!isDisabled) take(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        {...(accept === undefined ? {} : { accept })}
        multiple={multiple}
        disabled={isDisabled}
        tabIndex={-1}
        onChange={(event) => {
          take(event.currentTarget.files);
          // Choosing the same file again must count as a choice.
          event.currentTarget.value = '';
        }}
      />
      {typeof children === 'function' ? children(choose) : children}
      {depth > 0 && (
        <div className={classes.overlay} aria-hidden="true">
          <p className={classes.label}>{label ?? t('dropHere')}</p>
        </div>
      )}
    </div>
  );
}
