// Owns: listening to one of our own events on the document for the life of a component.
import { useEffect, useEffectEvent } from 'react';

export function useDocumentEvent<T>(name: string, listener: (detail: T) => void): void {
  const onEvent = useEffectEvent((event: Event) => {
    if (event instanceof CustomEvent) listener(event.detail);
  });
  useEffect(() => {
    const handle = (event: Event) => onEvent(event);
    document.addEventListener(name, handle);
    return () => document.removeEventListener(name, handle);
  }, [name]);
}
