import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { startSandbox, type RunningSandbox } from '../../../sandbox/server.ts';
import { endExtensionHosts } from '../../harness/processes.ts';
import { sandboxEnvironment, sandboxSettings } from '../../harness/sandboxed.ts';
import { until } from '../../harness/until.ts';
import { freePort, startVSCodeServer, writeUserSettings, type VSCodeServer } from '../../harness/vscodeServer.ts';
import { Workbench } from '../../harness/workbench.ts';
import { homeOf } from './machine.ts';
import { PLAN } from './planView.ts';
import { RESOURCES, RESPONSES, flat } from './steps.ts';
import { switchTo, targetItem } from './target.ts';

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

const KEYBINDINGS = [TIDY, COLLAPSE, CLEAR, REFRESH].map(({ key, commands }) => ({
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

  /** Returns the window of the test before, put back to how it was at first. It keeps its settings. */
  async usedWindow(profile: string): Promise<Workbench> {
    if (!this.#window || this.#ports.length === 0 || (await isAtWork(this.#window))) {
      return this.newWindow({ profile, settings: {} });
    }
    const chosen = await this.#park(this.#window);
    await this.#newSandbox();
    await this.#window.press(REFRESH.key);
    if (chosen !== profile) await switchTo(this.#window, profile);
    await targetItem(this.#window, new RegExp(`^\\W*${profile} · (?!…|no such profile)`)).waitFor();
    return (await isAsAtFirst(this.#window)) ? this.#window : this.newWindow({ profile, settings: {} });
  }

  /** Returns a window in which nothing is remembered, and no deletion was ever made. */
  async newWindow(wishes: WindowWishes): Promise<Workbench> {
    await this.noWindow(wishes);
    if (this.#window) await this.#window.openAnew();
    else this.#window = await Workbench.open(this.server, this.#browser);
    return this.#window;
  }

  /** Ends a window that no test can use after this one, and the work that it would go on with. */
  async leaveWindow(): Promise<void> {
    await this.#window?.leave();
  }

  /** Has no window open, for a test that opens its own. */
  async noWindow({ profile, settings }: WindowWishes): Promise<void> {
    await this.leaveWindow();
    // Left to itself it may take its time, as when a file was not saved.
    await endExtensionHosts(this.server.process.pid);
    for (const kept of KEPT) await emptyFolder(path.join(this.server.userData, kept));
    const ports = new Set(this.#ports);
    while (ports.size < SANDBOXES) ports.add(await freePort());
    this.#ports = [...ports];
    await writeUserSettings(this.server.userData, {
      // Of all that are to come: an open window takes two seconds to follow its settings.
      ...sandboxSettings(...this.#ports.map((port) => ({ endpoint: `http://127.0.0.1:${port}` }))),
      ...(profile !== FIRST_PROFILE && { 'teardown.profile': profile }),
      ...settings,
    });
    await this.#newSandbox();
  }

  /** Opens one more window, with a memory of its own. */
  openWindow(folder?: string): Promise<Workbench> {
    return Workbench.open(this.server, this.#browser, folder);
  }

  /** Ends the server and the sandbox. */
  async stop(): Promise<void> {
    await this.#window?.close();
    await this.server.stop();
    await this.#sandbox.close();
    await rm(this.#files, { recursive: true, force: true });
  }

  /** Ends everything that is open in a window, and waits until it shows nothing of AWS any more. Returns the profile that is chosen in it. */
  async #park(window: Workbench): Promise<string> {
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
    const item = targetItem(window, 'no such profile');
    await item.waitFor();
    await window.welcome().waitFor();
    await window.forgetOutput(RESPONSES);
    await window.emptyClipboard();
    return flat(await item.innerText()).split(' · ')[0] ?? '';
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
