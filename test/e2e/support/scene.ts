// Owns: what a scene is: a screen in one of its states. Imports types only; scenes.ts has them all.
import type { Page } from 'playwright';
import type { SlipwayClient } from '../../../electron/api/connection.ts';
import type { BundleBench } from '../../support/signed-bundle.ts';

/** What a scene is arranged with. */
export interface Stage {
  readonly client: SlipwayClient;
  readonly bundles: BundleBench;
  /** Ends the station, for good. */
  end(): Promise<void>;
}

export interface Scene {
  /** `line/mixed`; folders of pictures. */
  readonly name: string;
  /** Looks like others, so that axe need not take its seconds for it. */
  readonly isOnlyDrawn?: true;
  /** Brings the station there, once. What a scene leaves behind, the next ones find. */
  readonly arrange?: (stage: Stage) => Promise<void>;
  /** Brings a window there, in whatever language it is, as often as there are windows. */
  readonly open: (page: Page, stage: Stage) => Promise<void>;
  /** Gives the window back as it was. */
  readonly close?: (page: Page) => Promise<void>;
}
