import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { t } from '@vscode/l10n';
import type { Env } from '../config/sharedFilePaths.ts';

/** What the AWS CLI asks the user to do in a browser. */
export interface SignInPrompt {
  /** The page to open. */
  readonly url?: string;
  /** The code to compare or to type there. */
  readonly code?: string;
}

/** What a sign-in is made with. */
export interface SignInRequest {
  readonly profile: string;
  /** `aws sso login` or `aws login`. */
  readonly method: 'sso' | 'console';
  readonly env: Env;
  /** Ends the AWS CLI. */
  readonly signal: AbortSignal;
  /** Told whenever more is known of what the user has to do. */
  readonly onStep: (step: SignInPrompt) => void;
}

/** How a sign-in ended. */
export type SignInResult =
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'canceled' }
  /** There is no AWS CLI on the PATH. */
  | { readonly kind: 'cliNotFound' }
  | { readonly kind: 'failed'; readonly message: string };

/** How much of what the CLI prints on standard error is kept for the message when it fails. */
const MAX_STDERR_LINES = 3;

/** How long the rest of the output is waited for after the end: a browser that the CLI started may hold the streams open for hours. */
const DRAIN_TIMEOUT_MS = 300;

/** A page to open: nothing that could end the Markdown link that it is shown as. */
const URL = /https?:\/\/[^\s()[\]<>"'`\\]+/;

/**
 * Signs in with the AWS CLI, started directly: a shell, and VS Code's own tasks and terminals too, would expand what a
 * profile's name may contain, as in `$(touch x)` or `${command:x}`.
 *
 * @param request the profile, and who wants to know
 * @returns how it ended; it never throws
 */
export function signIn(request: SignInRequest): Promise<SignInResult> {
  const { profile, method, env, signal, onStep } = request;
  if (signal.aborted) return Promise.resolve({ kind: 'canceled' });
  const command = method === 'sso' ? ['sso', 'login'] : ['login'];
  const child = spawn('aws', [...command, `--profile=${profile}`], {
    env: { ...env },
    shell: false,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const step: { url?: string; code?: string } = {};
  const lines: string[] = [];
  const read = (line: string) => {
    const url = URL.exec(line)?.[0];
    const code = /^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$/.exec(line)?.[1];
    if (url !== undefined) step.url = url;
    if (code !== undefined) step.code = code;
    if (url !== undefined || code !== undefined) onStep({ ...step });
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(withoutLongWords(line.trim()));
    if (lines.length > MAX_STDERR_LINES) lines.shift();
  });
  const end = () => child.kill();
  signal.addEventListener('abort', end, { once: true });
  return new Promise((resolve) => {
    const finish = (result: SignInResult) => {
      signal.removeEventListener('abort', end);
      resolve(signal.aborted ? { kind: 'canceled' } : result);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      finish(error.code === 'ENOENT' ? { kind: 'cliNotFound' } : { kind: 'failed', message: error.message });
    });
    const ended = (code: number | null) => {
      const message = lines.filter(Boolean).join(' ') || t('The AWS CLI ended with {0}.', code ?? -1);
      finish(code === 0 ? { kind: 'signedIn' } : { kind: 'failed', message });
    };
    child.once('close', ended);
    child.once('exit', (code) => setTimeout(ended, DRAIN_TIMEOUT_MS, code).unref());
  });
}

/** Tokens are long and without spaces; nothing that the CLI has to say about a failure is. */
function withoutLongWords(line: string): string {
  return line.replace(/[^\s"'=]{40,}/g, '…');
}
