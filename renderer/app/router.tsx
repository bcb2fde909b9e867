// Owns: the addresses of the window and which screen each shows. Imports siblings. Start reading at `createAppRouter`.
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import * as z from 'zod/mini';
import { mostSearchChars } from '../../electron/contract/search-text.ts';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './not-found.tsx';
import { screens } from './screens.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/line', replace: true });
  },
});
const line = createRoute({ getParentRoute: () => root, path: '/line', component: screens.Line });
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: screens.Welcome });
const records = createRoute({
  getParentRoute: () => root,
  path: '/records',
  validateSearch: z.object({ text: z.catch(z.optional(z.string().check(z.maxLength(mostSearchChars))), undefined) }),
  component: screens.Records,
});
const charts = createRoute({ getParentRoute: () => root, path: '/records/charts', component: screens.Charts });
const unit = createRoute({
  getParentRoute: () => root,
  path: '/units/$unitId',
  component: () => {
    const { unitId } = unit.useParams();
    return <screens.Unit key={unitId} unitId={unitId} />;
  },
});
const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  component: () => <screens.Library />,
});
const draft = createRoute({
  getParentRoute: () => root,
  path: '/library/drafts/$name',
  component: () => {
    const { name } = draft.useParams();
    return <screens.Draft key={name} name={name} />;
  },
});
const stationIndex = createRoute({
  getParentRoute: () => root,
  path: '/station',
  beforeLoad: () => {
    throw redirect({ to: '/station/$section', params: { section: 'slots' }, replace: true });
  },
});
const station = createRoute({
  getParentRoute: () => root,
  path: '/station/$section',
  component: () => {
    const { section } = station.useParams();
    return <screens.Station section={section} />;
  },
});
const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  validateSearch: z.object({
    case: z.catch(z.optional(z.string().check(z.maxLength(200))), undefined),
    theme: z.catch(z.optional(z.enum(['light', 'dark'])), undefined),
  }),
  component: screens.Gallery,
});

const routeTree = root.addChildren([
  index,
  line,
  welcome,
  records,
  charts,
  unit,
  library,
  draft,
  stationIndex,
  station,
  gallery,
]);

/** Addresses are kept in the fragment: the app's protocol and a plain file server know one page only. */
export function createAppRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({ routeTree, history, defaultPreload: 'intent', scrollRestoration: false });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
