// Owns: the gallery page. Imports ui. Sections come from the `*.gallery.tsx` files beside the components.
import type { ReactNode } from 'react';
import { type GallerySection, Page } from '../../ui/index.ts';

const modules = import.meta.glob<{ readonly gallery: GallerySection }>('../../ui/**/*.gallery.tsx', { eager: true });

export function GalleryScreen(): ReactNode {
  return (
    <Page title="Gallery">
      {Object.values(modules).map(({ gallery }) => (
        <section key={gallery.title}>
          <h2>{gallery.title}</h2>
          {gallery.cases.map((each) => (
            <div key={each.name}>{each.render()}</div>
          ))}
        </section>
      ))}
    </Page>
  );
}
