import { test as base, type Browser } from '@playwright/test';
import { SandboxClient } from '../../../sandbox/client.ts';
import type { RunningSandbox } from '../../../sandbox/server.ts';
import { launchBrowser } from '../../harness/browser.ts';
import { startTeardown, type TeardownOptions } from '../../harness/teardown.ts';
import type { VSCodeServer } from '../../harness/vscodeServer.ts';
import type { Workbench } from '../../harness/workbench.ts';
import { AwsCli } from './awsCli.ts';
import { FIRST_PROFILE, TestHost, type WindowWishes } from './testHost.ts';

/** The time limit of a worker for the start and the end of its servers. */
const HOST_MS = 240_000;

/** The options that `test.use` sets for a file or a `describe`. */
export interface UiOptions extends WindowWishes {
  /**
   * Which window a test gets. `used` is the one of the test before, reset. A test that changes what a window remembers (a grouping, an
   * order, the chosen resource types) changes it back at its end. `new` is a window that remembers nothing and has made no deletion: for
   * tests of the Deletions view and of the walkthrough. `none` is for tests that open their own.
   */
  window: 'used' | 'new' | 'none';
  /** Starts a VS Code for each test alone, for tests that need another environment. */
  ownServer: TeardownOptions | undefined;
}

/** The fixtures of a test. */
export interface UiFixtures {
  /** The stand-in for AWS, new for each test. */
  readonly sandbox: RunningSandbox;
  /** The client of the sandbox's control API. */
  readonly aws: SandboxClient;
  readonly server: VSCodeServer;
  readonly workbench: Workbench;
  /** Opens another window, which remembers nothing and is closed after the test. */
  readonly openWindow: (folder?: string) => Promise<Workbench>;
}

/** The source of a test's fixtures. */
interface TestPlace extends Pick<UiFixtures, 'sandbox' | 'server' | 'openWindow'> {
  /** Undefined for a test that opens its own. */
  readonly first: Workbench | undefined;
  /** Closes what the test has opened. */
  readonly stop: () => Promise<void>;
}

/** The fixtures of a worker, which restarts after a failed test. */
interface UiWorker {
  readonly ownBrowser: Browser;
  /** Precedes the AWS CLI on the PATH of every VS Code. */
  readonly cli: AwsCli;
  /** The folder with the installed extensions. */
  readonly extensions: string;
  /** Starts, once each, the host of used windows and the host of new ones: neither sees what the other does. */
  readonly hosts: Readonly<Record<'used' | 'new', () => Promise<TestHost>>>;
}

/** A test of the workbench. */
export const test = base.extend<UiFixtures & UiOptions & { place: TestPlace }, UiWorker>({
  profile: [FIRST_PROFILE, { option: true }],
  settings: [{}, { option: true }],
  window: ['used', { option: true }],
  ownServer: [undefined, { option: true }],
  ownBrowser: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  cli: [
    async ({}, use) => {
      const cli = new AwsCli();
      await use(cli);
      cli.remove();
    },
    { scope: 'worker' },
  ],
  extensions: [
    async ({}, use) => {
      const extensions = process.env['TEARDOWN_EXTENSIONS'];
      if (!extensions) throw new Error('The global setup installs the extensions: run `npm test -- ui`.');
      await use(extensions);
    },
    { scope: 'worker' },
  ],
  hosts: [
    async ({ ownBrowser, cli, extensions }, use) => {
      // As from a terminal. Otherwise VS Code reads the PATH from a login shell.
      const env = { PATH: `${cli.folder}:${process.env['PATH'] ?? ''}`, VSCODE_CLI: '1' };
      const started = new Map<string, Promise<TestHost>>();
      const host = (name: string) => {
        const known = started.get(name) ?? TestHost.start(ownBrowser, extensions, env);
        started.set(name, known);
        return known;
      };
      await use({ used: () => host('used'), new: () => host('new') });
      for (const one of started.values()) await (await one).stop();
    },
    { scope: 'worker', timeout: HOST_MS },
  ],
  place: async ({ profile, settings, window, ownServer, ownBrowser, extensions, hosts }, use) => {
    const place = ownServer
      ? await ownPlace({ profile, settings, extensions, browser: ownBrowser, ...ownServer }, window)
      : await placeOn(hosts, window, { profile, settings });
    await use(place);
    await place.stop();
  },
  sandbox: ({ place }, use) => use(place.sandbox),
  aws: ({ sandbox }, use) => use(new SandboxClient(sandbox.endpoint)),
  server: ({ place }, use) => use(place.server),
  openWindow: ({ place }, use) => use(place.openWindow),
  workbench: ({ place }, use) => {
    if (!place.first) throw new Error("test.use({ window: 'none' }): this test opens its own window.");
    return use(place.first);
  },
});

async function placeOn(
  hosts: UiWorker['hosts'],
  window: UiOptions['window'],
  wishes: WindowWishes,
): Promise<TestPlace> {
  const host = await (window === 'used' ? hosts.used() : hosts.new());
  const first = await openedFirst(host, window, wishes);
  return {
    sandbox: host.sandbox,
    server: host.server,
    openWindow: (folder) => host.openWindow(folder),
    first,
    stop: () => (window === 'used' ? host.closeOthers() : host.closeAll()),
  };
}

async function openedFirst(
  host: TestHost,
  window: UiOptions['window'],
  wishes: WindowWishes,
): Promise<Workbench | undefined> {
  if (window === 'used') return host.usedWindow(wishes);
  if (window === 'new') return host.newWindow(wishes);
  await host.noWindow(wishes);
  return undefined;
}

async function ownPlace(options: TeardownOptions, window: UiOptions['window']): Promise<TestPlace> {
  const teardown = await startTeardown(options);
  return {
    sandbox: teardown.sandbox,
    server: teardown.server,
    openWindow: (folder) => teardown.openWindow(folder),
    stop: () => teardown.stop(),
    first: window === 'none' ? undefined : await teardown.openWindow(),
  };
}
