// Owns: the start of the window: opens the wire, then shows the app. Start reading at app/app.tsx.
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './app/app.tsx';
import { createAppRouter } from './app/router.tsx';
import { askFirst, openData } from './data/index.ts';
import { openWire } from './wire/index.ts';

// zod would compile its checks with `new Function`, which the page's policy forbids.
z.config({ jitless: true });

// Before the router reads the address: a browser's token comes in its fragment and must not stay there.
const { wire, shell } = openWire(window);
const data = openData(wire);
const router = createAppRouter();
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element #root.');

const fontLatestMs = 300;
/** Drawn with another font first, the whole line would be laid out and painted twice. Worth a wait, but not for ever. */
const fontsOfLine = () =>
  Promise.race([
    document.fonts.load('16px "Inter Variable"'),
    new Promise((resolve) => setTimeout(resolve, fontLatestMs)),
  ]);

async function start(root: Root): Promise<void> {
  // Asked while the frame is drawn, which takes as long as the engine's start; its screen and font are there with it, for
  // each drawing anew costs the start 50 ms.
  void askFirst(data);
  await Promise.allSettled([router.load(), fontsOfLine()]);
  root.render(
    <StrictMode>
      <App data={data} shell={shell} router={router} />
    </StrictMode>,
  );
}

void start(createRoot(container));
