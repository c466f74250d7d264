// What every script needs before anything is installed: Node's own modules only.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's folder. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** What to say when npm could not install. */
export const NPM_HELP = 'npm could not install the packages. Is the package registry reachable from here (`npm ping`)?';

/** A failure that its message explains in full: shown without a stack. */
export class Told extends Error {}

/**
 * @param {string} file a file with JSON in it
 * @returns {unknown} what it holds
 */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Says what is being done, so that a wait is never silent.
 * @param {string} text
 */
export function say(text) {
  console.log(`• ${text}`);
}

/**
 * The environment for an `npm` of our own: without what an outer `npm run` put there about its own package, which would
 * make the inner one work in the wrong folder.
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(package|lifecycle)_|npm_(command|config_local_prefix)$|INIT_CWD$)/.test(name),
    ),
  );
}

/**
 * Returns what to spawn. On Windows only a shell can start a batch file (npm, code), and Node joins the arguments for it
 * with spaces and quotes none: https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows
 * @param {string} platform as `process.platform`
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function spawnable(platform, command, args) {
  const shell = platform === 'win32' && !/\.exe$/i.test(command);
  return shell
    ? { command: quotedForCmd(command), args: args.map(quotedForCmd), shell }
    : { command, args: [...args], shell };
}

/**
 * @param {string} argument
 * @returns {string} one word to cmd.exe and to the program: quotes, and the backslashes before them, get a backslash
 */
function quotedForCmd(argument) {
  if (/^[\w:./\\=@+-]+$/.test(argument)) return argument;
  return `"${argument.replaceAll(/(\\*)("|$)/g, (_, slashes, quote) => `${slashes}${slashes}${quote && '\\"'}`)}"`;
}

/**
 * Runs a program to its end, with its output shown. It cannot ask anything: it has no standard input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, help?: string, timeout?: number }} [options] `help` is said when it
 *   fails; `timeout` in ms
 */
export function run(command, args, { cwd = ROOT, env = npmEnvironment(), help, timeout } = {}) {
  console.log(`> ${command} ${args.join(' ')}${cwd === ROOT ? '' : `   (in ${path.relative(ROOT, cwd)})`}`);
  const { command: program, args: words, shell } = spawnable(process.platform, command, args);
  const { status, error } = spawnSync(program, words, {
    ...{ cwd, env, shell },
    ...(timeout !== undefined && { timeout }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) return;
  const reason = error ? error.message : `exit code ${String(status)}`;
  throw new Told(`${command} ${args[0] ?? ''} failed (${reason}).${help ? `\n${help}` : ''}`);
}

/**
 * Runs a script's work; an explained failure ends the process with its message alone.
 * @param {() => Promise<void> | void} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Told || isMistypedArgument(error))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * @param {unknown} error
 * @returns {error is Error} whether it comes from `parseArgs`, whose message says it all
 */
function isMistypedArgument(error) {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** From here on, TypeScript files can be imported. Needs the project's packages. */
export async function enableTypeScript() {
  const { register } = await import('tsx/esm/api');
  register();
}
