// Owns: a part of the page that may break without taking the rest with it. Imports nothing of ours.
import { Component, type ErrorInfo, type ReactNode } from 'react';

export interface BoundaryProps {
  /** What stands in its place; `again` shows the part once more. */
  readonly broken: (error: Error, again: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** React has error boundaries as classes only. */
export class Boundary extends Component<BoundaryProps, { readonly error: Error | undefined }> {
  override state = { error: undefined };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo) {
    console.error('A part of the page has stopped.', error, componentStack);
  }

  override render() {
    const { error } = this.state;
    return error === undefined
      ? this.props.children
      : this.props.broken(error, () => this.setState({ error: undefined }));
  }
}
