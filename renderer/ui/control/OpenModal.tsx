// Owns: a dialog that is open for as long as it is rendered, and gives the focus back when it goes. Imports Mantine.
import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

/** Mantine gives the focus back when `opened` turns false, and forgets it when the dialog is taken away instead. */
export function OpenModal(props: Omit<ModalProps, 'opened'>): ReactNode {
  // Read before anything in here takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Whoever has it by now was given it on purpose.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    },
    [before],
  );
  return <Modal opened {...props} />;
}
