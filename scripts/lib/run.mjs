// What every script needs before anything is installed: Node's own modules only.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's folder. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A remedy for a failed installation with npm. */
export const NPM_HELP = 'npm could not install the packages. Is the package registry reachable from here (`npm ping`)?';

/** An error whose message is complete. It is printed without a stack. */
export class CliError extends Error {}

/**
 * Reads a file with JSON.
 * @param {string} file
 * @returns {unknown}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Prints a step, so that no wait is silent.
 * @param {string} text
 */
export function print(text) {
  console.log(`• ${text}`);
}

/**
 * Returns the environment for an inner `npm`, without what an outer `npm run` added about its own package. With that,
 * the inner one would work in the wrong folder.
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
 * Returns what to spawn. On Windows only a shell can start a batch file (npm, code), and Node joins the arguments
 * with spaces and without quotes: https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows
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
 * Quotes an argument as one word for cmd.exe and the program: quotes, and the backslashes before them, get a
 * backslash.
 * @param {string} argument
 * @returns {string}
 */
function quotedForCmd(argument) {
  if (/^[\w:./\\=@+-]+$/.test(argument)) return argument;
  return `"${argument.replaceAll(/(\\*)("|$)/g, (_, slashes, quote) => `${slashes}${slashes}${quote && '\\"'}`)}"`;
}

/**
 * Runs a program to its end and shows its output. It has no standard input, so it cannot prompt. Throws a `CliError`
 * with `help` if it fails. `timeout` is in ms.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, help?: string, timeout?: number }} [options]
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
  throw new CliError(`${command} ${args[0] ?? ''} failed (${reason}).${help ? `\n${help}` : ''}`);
}

/**
 * Runs a script. A `CliError` ends the process with its message alone.
 * @param {() => Promise<void> | void} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CliError || isMistypedArgument(error))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Returns whether an error is from `parseArgs`, whose messages are complete.
 * @param {unknown} error
 * @returns {error is Error}
 */
function isMistypedArgument(error) {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** Makes TypeScript files importable from here on. Needs the project's packages. */
export async function enableTypeScript() {
  const { register } = await import('tsx/esm/api');
  register();
}
