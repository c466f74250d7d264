import { test as base, type Browser } from '@playwright/test';
import { SandboxClient } from '../../../sandbox/client.ts';
import type { RunningSandbox } from '../../../sandbox/server.ts';
import { launchBrowser } from '../../harness/browser.ts';
import { startTeardown, type TeardownOptions } from '../../harness/teardown.ts';
import type { VSCodeServer } from '../../harness/vscodeServer.ts';
import type { Workbench } from '../../harness/workbench.ts';
import { AwsCli } from './awsCli.ts';
import { FIRST_PROFILE, TestHost, type WindowWishes } from './testHost.ts';

/** This long a worker may take to start and to end what it keeps. */
const HOST_MS = 240_000;

/** What `test.use` sets, for a file or a `describe`. */
export interface UiOptions extends WindowWishes {
  /**
   * Which window a test gets. `used` is the one of the test before, put back. `new` is one in which nothing is remembered and no deletion
   * was made: for tests of what a window remembers, and of the Deletions view; tests with settings get one too. `none` is for tests that
   * open their own.
   */
  window: 'used' | 'new' | 'none';
  /** Starts a VS Code for each test alone, for tests that need another environment. */
  ownServer: TeardownOptions | undefined;
}

/** What a test works with. */
export interface UiFixtures {
  /** Stands in for AWS; as new for each test. */
  readonly sandbox: RunningSandbox;
  /** Steers and asks the sandbox. */
  readonly aws: SandboxClient;
  readonly server: VSCodeServer;
  readonly workbench: Workbench;
  /** Opens one more window, with a memory of its own, closed after the test. */
  readonly openWindow: (folder?: string) => Promise<Workbench>;
}

/** Where the fixtures of a test come from. */
interface TestPlace extends Pick<UiFixtures, 'sandbox' | 'server' | 'openWindow'> {
  /** Undefined for a test that opens its own. */
  readonly first: Workbench | undefined;
  readonly stop?: () => Promise<void>;
}

/** What is kept from test to test, until one fails. */
interface UiWorker {
  readonly ownBrowser: Browser;
  /** Stands before the AWS CLI on the PATH of every VS Code. */
  readonly cli: AwsCli;
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
  hosts: [
    async ({ ownBrowser, cli }, use) => {
      // As from a terminal: VS Code would ask a login shell for the PATH otherwise.
      const env = { PATH: `${cli.folder}:${process.env['PATH'] ?? ''}`, VSCODE_CLI: '1' };
      const extensions = process.env['TEARDOWN_EXTENSIONS'];
      if (!extensions) throw new Error('The global setup installs the extensions: run `npm test -- ui`.');
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
  place: async ({ profile, settings, window, ownServer, hosts }, use) => {
    const wishes = { profile, settings };
    const place = ownServer
      ? await ownPlace({ profile, settings, ...ownServer }, window)
      : await placeOn(hosts, window, wishes);
    const more: Workbench[] = [];
    const openWindow = async (folder?: string) => {
      const opened = await place.openWindow(folder);
      more.push(opened);
      return opened;
    };
    await use({ ...place, openWindow });
    for (const opened of more) await opened.close();
    await place.stop?.();
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
  const isReused = window === 'used' && Object.keys(wishes.settings).length === 0;
  const host = await (isReused ? hosts.used() : hosts.new());
  let first: Workbench | undefined;
  if (window === 'none') await host.noWindow(wishes);
  else first = await (isReused ? host.usedWindow(wishes.profile) : host.newWindow(wishes));
  return {
    sandbox: host.sandbox,
    server: host.server,
    openWindow: (folder) => host.openWindow(folder),
    first,
    ...(!isReused && { stop: () => host.leaveWindow() }),
  };
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
