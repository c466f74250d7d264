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
import { CLEAR, COLLAPSE, KEYBINDINGS, REFRESH, TIDY } from './resetKeys.ts';
import { RESOURCES, RESPONSES, flat } from './steps.ts';
import { switchTo, targetItem } from './target.ts';
import { applySettings } from './testHelper.ts';

/** The profile in AWS_PROFILE. */
export const FIRST_PROFILE = 'dev';

/** The number of sandboxes whose endpoints a window has in its settings. */
const SANDBOXES = 100;

/** Rows collapse within this time after the command. */
const COLLAPSES_MS = 2000;

/** The folders in which VS Code stores the state of extensions and unsaved files for later windows. */
const KEPT = ['User/globalStorage', 'User/workspaceStorage', 'User/History', 'User/Backups'];

/** The properties of a test's window. */
export interface WindowWishes {
  readonly profile: string;
  /** User settings, added to those for the sandbox. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A config file without profiles of the sandbox. A window that has read it shows no resources of the last test. */
const PARKED = '[profile parked]\nregion = eu-west-1\n';

/**
 * A VS Code server for many tests. Each test gets a new sandbox. Its endpoint is part of every key under which Teardown
 * stores something, so the state of earlier tests does not apply.
 */
export class TestHost {
  readonly server: VSCodeServer;
  readonly #browser: Browser;
  /** The folder with the AWS files of every sandbox. */
  readonly #files: string;
  #sandbox: RunningSandbox;
  /** Free ports for later sandboxes. Each is used once. */
  #ports: number[] = [];
  #window: Workbench | undefined;
  /** Whether a test has it. Otherwise it is empty, and opens again in half of the time of another one. */
  #inUse = false;
  /** Further windows of the test. */
  #others: Workbench[] = [];
  /** The test's own settings. */
  #settings: WindowWishes['settings'] = {};
  #changes = 0;
  /** The profile of folders without a choice. */
  #default = FIRST_PROFILE;

  private constructor(server: VSCodeServer, browser: Browser, files: string, sandbox: RunningSandbox) {
    this.server = server;
    this.#browser = browser;
    this.#files = files;
    this.#sandbox = sandbox;
  }

  /** Starts a server with installed extensions and with variables for the extension host. */
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

  /** The sandbox of the current test. */
  get sandbox(): RunningSandbox {
    return this.#sandbox;
  }

  /** Returns the window of the test before, reset, with other settings if the test wants some. */
  async usedWindow(wishes: WindowWishes): Promise<Workbench> {
    const window = this.#window;
    // Another folder of this test would have the profile of the settings.
    const isOther = this.#default !== FIRST_PROFILE && this.#default !== wishes.profile;
    if (!window || isOther || this.#ports.length === 0 || (await isAtWork(window))) return this.newWindow(wishes);
    await this.#park(window);
    await this.#changeSettings(window, wishes.settings);
    const chosen = flat(await targetItem(window, 'no such profile').innerText()).split(' · ')[0];
    await this.#newSandbox();
    await window.press(REFRESH.key);
    if (chosen !== wishes.profile) await switchTo(window, wishes.profile);
    await targetItem(window, new RegExp(`^\\W*${wishes.profile} · (?!…|no such profile)`)).waitFor();
    return (await isAsAtFirst(window)) ? window : this.newWindow(wishes);
  }

  /** Returns a window that remembers nothing and has made no deletion. */
  async newWindow(wishes: WindowWishes): Promise<Workbench> {
    await this.noWindow(wishes);
    return this.openWindow();
  }

  /** Closes the further windows of the test. */
  async closeOthers(): Promise<void> {
    for (const window of this.#others.splice(0)) await window.close();
  }

  /** Closes all windows of the test, so that their work ends. */
  async closeAll(): Promise<void> {
    await this.closeOthers();
    await this.#window?.leave();
    this.#inUse = false;
  }

  /** Closes all windows, for a test that opens its own. */
  async noWindow({ profile, settings }: WindowWishes): Promise<void> {
    await this.closeAll();
    // By itself, a host may take long to end, for example with an unsaved file.
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
    this.#default = profile;
    await this.#newSandbox();
  }

  /** Opens a window, which remembers nothing. */
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

  /** Applies the settings of the next test to an open window. */
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
    // The rows must be drawn and still, because Teardown remembers across targets which ones are expanded.
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

  /** Replaces the sandbox, and empties the project folder and the home folder's `.aws`. */
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
      // Another process has taken the port since.
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return this.#startSandbox();
      throw error;
    }
  }
}

/**
 * Returns whether no category is expanded and no plan is shown. VS Code may drop a collapse during a redraw, and a
 * running plan cannot be discarded.
 */
async function isAsAtFirst(window: Workbench): Promise<boolean> {
  await window.rows(RESOURCES).or(window.welcome()).first().waitFor();
  await window.settled();
  if (await window.tree(PLAN).isVisible()) return false;
  const categories = window.rows(RESOURCES).and(window.page.locator('[aria-label^="Category "]'));
  return (await categories.and(window.page.locator('[aria-expanded="true"]')).count()) === 0;
}

/** Returns whether a deletion of the test before still runs. Its response would arrive during the next test. */
async function isAtWork(window: Workbench): Promise<boolean> {
  return (await window.page.getByRole('tab', { name: /deletions? in progress/ }).count()) > 0;
}

/** Empties a folder. */
async function emptyFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.map((name) => rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 })));
}
