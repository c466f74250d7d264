import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser } from '@playwright/test';
import { startSandbox, type RunningSandbox } from '../../../sandbox/server.ts';
import { endExtensionHosts } from '../../harness/processes.ts';
import { sandboxEnvironment, sandboxSettings } from '../../harness/sandboxed.ts';
import { until } from '../../harness/until.ts';
import { freePort, startVSCodeServer, writeUserSettings, type VSCodeServer } from '../../harness/vscodeServer.ts';
import { SETTINGS } from '../../harness/vscodeSettings.ts';
import { Workbench } from '../../harness/workbench.ts';
import { homeOf } from './machine.ts';
import { PLAN } from './planView.ts';
import { RESOURCES, RESPONSES, flat } from './steps.ts';
import { switchTo, targetItem } from './target.ts';
import { APPLY_SETTINGS, applySettings } from './testHelper.ts';

/** The profile in AWS_PROFILE. */
export const FIRST_PROFILE = 'dev';

/** So many sandboxes a window is told of when it opens. */
const SANDBOXES = 100;

/** Rows are collapsed this long after the command. */
const COLLAPSES_MS = 2000;

/** What VS Code keeps on the server for windows to come: the state of extensions, and what was not saved. */
const KEPT = ['User/globalStorage', 'User/workspaceStorage', 'User/History', 'User/Backups'];

/** How a test wants its window. */
export interface WindowWishes {
  readonly profile: string;
  /** User settings, on top of those that point at the sandbox. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Ends what a test may have left open, with commands that users have too. */
const TIDY = {
  key: 'Control+Alt+Shift+F11',
  commands: [
    'workbench.action.closeQuickOpen',
    'workbench.action.closeAllEditors',
    'workbench.action.closePanel',
    'notifications.clearAll',
    // A plan, or the report of one, takes half of the height from the resources.
    'teardown.discardPlan',
  ],
} as const;
const COLLAPSE = {
  key: 'Control+Alt+Shift+F10',
  commands: ['workbench.actions.treeView.teardown.resources.collapseAll'],
} as const;
/** Draws all rows anew, so not before they are collapsed. */
const CLEAR = { key: 'Control+Alt+Shift+F9', commands: ['teardown.clearFilter', 'teardown.refresh'] } as const;
const REFRESH = { key: 'Control+Alt+Shift+F12', commands: ['teardown.refresh'] } as const;

const KEYBINDINGS = [TIDY, COLLAPSE, CLEAR, REFRESH, APPLY_SETTINGS].map(({ key, commands }) => ({
  key: key.toLowerCase().replace('control', 'ctrl'),
  command: 'runCommands',
  args: { commands },
}));

/** No profile of the sandbox: a window that has read it shows none of the last test's resources. */
const PARKED = '[profile parked]\nregion = eu-west-1\n';

/**
 * A VS Code server that serves one test after the other. Each test gets a new sandbox: its endpoint is part of every key that Teardown
 * keeps something under, so nothing of an earlier test counts.
 */
export class TestHost {
  readonly server: VSCodeServer;
  readonly #browser: Browser;
  /** Where every sandbox puts its AWS files. */
  readonly #files: string;
  #sandbox: RunningSandbox;
  /** Free ones, for the sandboxes to come: none is taken twice. */
  #ports: number[] = [];
  #window: Workbench | undefined;
  /** Whether a test has it. It is left otherwise, and opens again in half of the time of another one. */
  #inUse = false;
  /** Those that the test has opened besides. */
  #others: Workbench[] = [];
  /** What the test wants on top of the settings of all. */
  #settings: WindowWishes['settings'] = {};
  #changes = 0;

  private constructor(server: VSCodeServer, browser: Browser, files: string, sandbox: RunningSandbox) {
    this.server = server;
    this.#browser = browser;
    this.#files = files;
    this.#sandbox = sandbox;
  }

  /** Starts it with a folder of extensions, and with variables for the extension host. */
  static async start(browser: Browser, extensions: string, env: Readonly<Record<string, string>>): Promise<TestHost> {
    const files = await mkdtemp(path.join(tmpdir(), 'td-aws-'));
    const sandbox = await startSandbox({ files });
    try {
      const server = await startVSCodeServer({
        extensions,
        env: { ...sandboxEnvironment(sandbox, FIRST_PROFILE), ...env },
        keybindings: KEYBINDINGS,
        fewBuiltIn: true,
      });
      return new TestHost(server, browser, files, sandbox);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  }

  /** The sandbox of the test that runs. */
  get sandbox(): RunningSandbox {
    return this.#sandbox;
  }

  /** Returns the window of the test before, reset, with other settings if the test wants some. */
  async usedWindow(wishes: WindowWishes): Promise<Workbench> {
    const window = this.#window;
    if (!window || this.#ports.length === 0 || (await isAtWork(window))) return this.newWindow(wishes);
    await this.#park(window);
    await this.#changeSettings(window, wishes.settings);
    const chosen = flat(await targetItem(window, 'no such profile').innerText()).split(' · ')[0];
    await this.#newSandbox();
    await window.press(REFRESH.key);
    if (chosen !== wishes.profile) await switchTo(window, wishes.profile);
    await targetItem(window, new RegExp(`^\\W*${wishes.profile} · (?!…|no such profile)`)).waitFor();
    return (await isAsAtFirst(window)) ? window : this.newWindow(wishes);
  }

  /** Returns a window in which nothing is remembered, and no deletion was ever made. */
  async newWindow(wishes: WindowWishes): Promise<Workbench> {
    await this.noWindow(wishes);
    return this.openWindow();
  }

  /** Closes what the test has opened beside its first window. */
  async closeOthers(): Promise<void> {
    for (const window of this.#others.splice(0)) await window.close();
  }

  /** Closes all windows of the test, and ends the work that they would go on with. */
  async closeAll(): Promise<void> {
    await this.closeOthers();
    await this.#window?.leave();
    this.#inUse = false;
  }

  /** Has no window open, for a test that opens its own. */
  async noWindow({ profile, settings }: WindowWishes): Promise<void> {
    await this.closeAll();
    // Left to itself it may take its time, as when a file was not saved.
    await endExtensionHosts(this.server.process.pid);
    for (const kept of KEPT) await emptyFolder(path.join(this.server.userData, kept));
    const ports = new Set(this.#ports);
    while (ports.size < SANDBOXES) ports.add(await freePort());
    this.#ports = [...ports];
    await writeUserSettings(this.server.userData, {
      ...this.#common(),
      ...(profile !== FIRST_PROFILE && { 'teardown.profile': profile }),
      ...settings,
    });
    this.#settings = settings;
    await this.#newSandbox();
  }

  /** Opens one more window, with a memory of its own. */
  async openWindow(folder?: string): Promise<Workbench> {
    if (this.#inUse) {
      const other = await Workbench.open(this.server, this.#browser, folder);
      this.#others.push(other);
      return other;
    }
    this.#inUse = true;
    if (this.#window) await this.#window.openAnew(folder);
    else this.#window = await Workbench.open(this.server, this.#browser, folder);
    return this.#window;
  }

  /** Ends the server and the sandbox. */
  async stop(): Promise<void> {
    await this.#window?.close();
    await this.server.stop();
    await this.#sandbox.close();
    await rm(this.#files, { recursive: true, force: true });
  }

  /** Gives an open window the settings of the next test. */
  async #changeSettings(window: Workbench, settings: WindowWishes['settings']): Promise<void> {
    if (isDeepStrictEqual(settings, this.#settings)) return;
    const removed = Object.keys(this.#settings).map((name) => [name, this.#common()[name]] as const);
    await applySettings(
      window,
      this.server,
      { ...Object.fromEntries(removed), ...settings },
      `Settings ${++this.#changes}`,
    );
    this.#settings = settings;
  }

  /** Returns the settings of every test, with the endpoints of all sandboxes to come. */
  #common(): Record<string, unknown> {
    return {
      ...SETTINGS,
      ...sandboxSettings(...this.#ports.map((port) => ({ endpoint: `http://127.0.0.1:${port}` }))),
    };
  }

  /** Ends everything that is open in a window, and waits until it shows nothing of AWS. */
  async #park(window: Workbench): Promise<void> {
    await window.page.mouse.move(0, 0);
    await until(async () => {
      if (await window.hasDialog()) await window.page.keyboard.press('Escape');
      return !(await window.hasDialog());
    }, 'the dialogs to close');
    await window.press(TIDY.key);
    // While the rows are there, and are not drawn anew: Teardown remembers across targets which ones are expanded.
    await window.settled();
    const expanded = window.rows(RESOURCES).and(window.page.locator('[aria-expanded="true"]'));
    await until(async () => {
      await window.press(COLLAPSE.key);
      await expanded.first().waitFor({ state: 'detached', timeout: COLLAPSES_MS });
      return true;
    }, 'all rows to collapse');
    await this.#sandbox.close();
    await writeFile(path.join(this.#files, 'config'), PARKED);
    await window.press(CLEAR.key);
    await targetItem(window, 'no such profile').waitFor();
    await window.welcome().waitFor();
    await window.forgetOutput(RESPONSES);
    await window.emptyClipboard();
  }

  /** Replaces the sandbox, and removes what a test may have put into the project and the home folder. */
  async #newSandbox(): Promise<void> {
    await this.#sandbox.close();
    await emptyFolder(this.server.folder);
    await rm(path.join(homeOf(this.server), '.aws'), { recursive: true, force: true });
    this.#sandbox = await this.#startSandbox();
  }

  async #startSandbox(): Promise<RunningSandbox> {
    const port = this.#ports.shift();
    if (port === undefined) throw new Error('No port is left for a sandbox.');
    try {
      return await startSandbox({ port, files: this.#files });
    } catch (error) {
      // Somebody has taken it since: the next one.
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return this.#startSandbox();
      throw error;
    }
  }
}

/**
 * Whether no category is expanded, and no plan is shown: a collapse that VS Code drops, as while the rows are drawn anew, is remembered as
 * none, and a plan that still runs cannot be discarded.
 */
async function isAsAtFirst(window: Workbench): Promise<boolean> {
  await window.rows(RESOURCES).or(window.welcome()).first().waitFor();
  await window.settled();
  if (await window.tree(PLAN).isVisible()) return false;
  const categories = window.rows(RESOURCES).and(window.page.locator('[aria-label^="Category "]'));
  return (await categories.and(window.page.locator('[aria-expanded="true"]')).count()) === 0;
}

/** Whether a deletion of the test before is not over: its response would come during the next one. */
async function isAtWork(window: Workbench): Promise<boolean> {
  return (await window.page.getByRole('tab', { name: /deletions? in progress/ }).count()) > 0;
}

/** Removes what is in a folder. */
async function emptyFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.map((name) => rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 })));
}
