import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { secrets } from '../../../sandbox/secrets.ts';
import type { RunningSandbox } from '../../../sandbox/server.ts';
import type { VSCodeServer } from '../../harness/vscodeServer.ts';
import type { Workbench } from '../../harness/workbench.ts';

/** The files of a sandbox, which tests edit as people do; everything is put back. */
export class Files {
  readonly #sandbox: RunningSandbox;
  readonly #kept: ReadonlyMap<string, string>;

  constructor(sandbox: RunningSandbox) {
    this.#sandbox = sandbox;
    const { configFile, credentialsFile } = sandbox;
    this.#kept = new Map([configFile, credentialsFile].map((file) => [file, readFileSync(file, 'utf8')]));
  }

  /** Appends a profile to the config file; it leads to the sandbox. */
  add(name: string, settings: string): void {
    const { configFile, endpoint } = this.#sandbox;
    appendFileSync(configFile, `\n[profile ${name}]\nendpoint_url = ${endpoint}\n${settings}\n`);
  }

  /** Appends any section. */
  addSection(text: string): void {
    appendFileSync(this.#sandbox.configFile, `\n${text}\n`);
  }

  /** Gives a profile the keys of another one. */
  giveKeys(profile: string, of: string): void {
    const { credentialsFile } = this.#sandbox;
    const now = readFileSync(credentialsFile, 'utf8');
    const keys = new RegExp(`\\[${of}\\]\\n([^[]*)`).exec(now)?.[1] ?? '';
    writeFileSync(credentialsFile, now.replace(new RegExp(`(\\[${profile}\\]\\n)[^[]*`), `$1${keys}`));
  }

  /** Gives a profile another Region of its own. */
  moveTo(profile: string, region: string): void {
    const { configFile } = this.#sandbox;
    const now = readFileSync(configFile, 'utf8');
    writeFileSync(configFile, now.replace(new RegExp(`(\\[profile ${profile}\\]\nregion = )\\S+`), `$1${region}`));
  }

  /** Takes a profile out of both files. */
  removeProfile(profile: string): void {
    for (const file of this.#kept.keys()) {
      const now = readFileSync(file, 'utf8');
      writeFileSync(file, now.replace(new RegExp(`\\[(profile )?${profile}\\]\\n[^[]*`), ''));
    }
  }

  restore(): void {
    for (const [file, content] of this.#kept) {
      if (readFileSync(file, 'utf8') !== content) writeFileSync(file, content);
    }
  }
}

/** Makes a project folder, with settings of its own where some are given. */
export function newFolder(server: VSCodeServer, name: string, settings?: object): string {
  const folder = path.join(homeOf(server), name);
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  if (settings) writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  return folder;
}

/** Returns the home folder of the extension host. */
export function homeOf(server: VSCodeServer): string {
  return path.dirname(server.userData);
}

/** Returns everything that VS Code stores in the browser for a window, with the state of extensions. */
export function keptInBrowser(workbench: Workbench): Promise<string> {
  return workbench.page.evaluate<string>(`(async () => {
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done, failed) => {
        const open = indexedDB.open(name);
        open.onsuccess = () => done(open.result);
        open.onerror = () => failed(open.error);
      });
      for (const store of db.objectStoreNames) {
        const request = db.transaction(store).objectStore(store).getAll();
        all.push(await new Promise((done) => (request.onsuccess = () => done(request.result))));
      }
      db.close();
    }
    return JSON.stringify([all, { ...localStorage }], (_, value) =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : value);
  })()`);
}

/** Returns where secrets of the sandbox are found: in files under a folder, and in a text. */
export function secretsIn(folder: string, kept: string): string[] {
  const found = secrets.filter((secret) => kept.includes(secret)).map((secret) => `${secret} in the browser's storage`);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const content = readFileSync(file, 'latin1');
    found.push(...secrets.filter((secret) => content.includes(secret)).map((secret) => `${secret} in ${file}`));
  }
  return found;
}
