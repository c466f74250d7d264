import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import type { RunningSandbox } from '../sandbox/server.ts';
import { sampleProfiles } from '../sandbox/world/sample/identities.ts';
import { ROOT } from '../scripts/lib/run.mjs';
import { LISTED_KINDS } from '../src/catalog/index.ts';
import { groupKinds } from '../src/views/resources/kindGroups.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { sandboxEnvironment, sandboxSettings } from '../test/harness/sandboxed.ts';
import { startVSCodeServer } from '../test/harness/vscodeServer.ts';
import { Workbench } from '../test/harness/workbench.ts';
import { RESOURCES } from '../test/ui/support/steps.ts';
import type { BenchExtensionConfig } from './benchExtensionOrder.ts';
import { kindOf } from './extensionUnderTest.ts';

/** What all windows of a measurement share. */
export interface Bench {
  readonly browser: Browser;
  /** A temporary folder. */
  readonly folder: string;
}

/** Starts a browser and creates a folder, runs work with them, and removes both. */
export async function withBrowser<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, 'build/bench-'));
  try {
    const browser = await launchBrowser();
    try {
      return await work({ browser, folder });
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How a window is opened. */
export interface WindowOptions {
  readonly browser: Browser;
  readonly sandbox: RunningSandbox;
  /** The extensions to install, as paths of VSIX files. */
  readonly vsix: readonly string[];
  /** Further environment variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Opens a window in a new VS Code, runs work with it, and ends both, so that readings are independent. */
export async function withWindow<T>(
  { browser, sandbox, vsix, env = {} }: WindowOptions,
  work: (workbench: Workbench) => Promise<T>,
): Promise<T> {
  const server = await startVSCodeServer({
    vsix,
    settings: sandboxSettings(sandbox),
    env: { ...sandboxEnvironment(sandbox), ...env },
  });
  try {
    const workbench = await Workbench.open(server, browser);
    const result = await work(workbench);
    await workbench.close();
    return result;
  } finally {
    await server.stop();
  }
}

/**
 * Returns the bench extension's configuration for a sandbox. It uses the sandbox's first profile, like the extension
 * under test.
 */
export function benchExtensionConfig(
  sandbox: RunningSandbox,
): Pick<BenchExtensionConfig, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'> {
  const [profile] = sampleProfiles();
  if (!profile?.identity) throw new Error('The first profile of the sandbox has no credentials.');
  const { accessKeyId, secretAccessKey } = profile.identity;
  return { endpoint: sandbox.endpoint, region: 'eu-west-1', accessKeyId, secretAccessKey };
}

/** Opens the view and expands the parents of kinds, so that their rows are drawn, collapsed. */
export async function showKinds(workbench: Workbench, ...ids: readonly string[]): Promise<void> {
  await workbench.openContainer('Teardown');
  for (const kind of ids.map(kindOf)) {
    const group = groupKinds(kind.service, LISTED_KINDS).find(({ kinds }) => kinds.includes(kind));
    if (group?.category !== undefined) await workbench.expandPath(RESOURCES, group.category);
  }
}
