// Owns: the start of the window: opens the wire, then shows the app. Start reading at app/app.tsx.
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import * as z from 'zod';
import { App } from './app/app.tsx';
import { createAppRouter } from './app/router.tsx';
import { askFirst, openData } from './data/index.ts';
import { openWire } from './wire/index.ts';

// zod would compile its checks with `new Function`, which the page's policy forbids.
z.config({ jitless: true });

/** After that, what is known is drawn: an engine that takes its time is worth telling. */
const firstAnswersMs = 300;

// Before the router reads the address: a browser's token comes in its fragment and must not stay there.
const { wire, shell } = openWire(window);
const data = openData(wire);
const router = createAppRouter();
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element #root.');

/** Drawn with another font first, the whole line would be laid out and painted twice. */
const fontsOfLine = () => document.fonts.load('16px "Inter Variable"');

async function start(root: Root): Promise<void> {
  // Drawn once and whole, instead of empty, then with its screen, then with its content: each costs the start 50 ms.
  await Promise.race([
    Promise.all([router.load(), askFirst(data), fontsOfLine()]),
    new Promise((resolve) => setTimeout(resolve, firstAnswersMs)),
  ]);
  root.render(
    <StrictMode>
      <App data={data} shell={shell} router={router} />
    </StrictMode>,
  );
}

void start(createRoot(container));
