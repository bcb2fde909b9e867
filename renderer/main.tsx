// Owns: the start of the window: opens the wire, then shows the app. Start reading at app/app.tsx.
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './app/app.tsx';
import { createAppRouter } from './app/router.tsx';
import { prefetchAfterStart, stationCodeOf } from './app/station-code.ts';
import { askFirst, openData } from './data/index.ts';
import { openWire } from './wire/index.ts';

// zod would compile its checks with `new Function`, which the page's policy forbids.
z.config({ jitless: true });

// Before the router reads the address: a browser's token comes in its fragment and must not stay there.
const { wire, shell } = openWire(window);
const data = openData(wire);
const router = createAppRouter();
const code = stationCodeOf(shell);
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element #root.');

/** What the first picture is drawn without if it takes longer. */
const latestMs = { font: 300, answers: 15 } as const;
const atMost = (ms: number, awaited: Promise<unknown>) =>
  Promise.race([awaited, new Promise((resolve) => setTimeout(resolve, ms))]);

async function start(root: Root): Promise<void> {
  // The router hears of other addresses once it is drawn; one that comes before would change nothing but the address.
  const unheard = router.history.subscribe(() => void router.load());
  // All that the line is drawn from, for each drawing anew costs the start 20 to 50 ms. An engine that answers later than
  // that is waited for with the frame drawn, which takes as long.
  await Promise.allSettled([
    router.load(),
    atMost(latestMs.font, document.fonts.load('16px "Inter Variable"')),
    atMost(latestMs.answers, askFirst(data)),
  ]);
  flushSync(() =>
    root.render(
      <StrictMode>
        <App data={data} shell={shell} router={router} code={code} />
      </StrictMode>,
    ),
  );
  unheard();
  prefetchAfterStart(code);
}

void start(createRoot(container));
