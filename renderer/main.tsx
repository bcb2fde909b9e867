// Owns: the start of the window: opens the wire, then shows the app. Start reading at app/app.tsx.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';
import { App } from './app/app.tsx';
import { openWire } from './wire/index.ts';

// zod would compile its checks with `new Function`, which the page's policy forbids.
z.config({ jitless: true });

// Before the router reads the address: a browser's token comes in its fragment and must not stay there.
const { wire, shell } = openWire(window);
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element #root.');
createRoot(container).render(
  <StrictMode>
    <App wire={wire} shell={shell} />
  </StrictMode>,
);
