import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { t } from '@vscode/l10n';
import { redactSecrets } from '../../common/secrets/redactSecrets.ts';
import type { Env } from '../config/sharedFilePaths.ts';

/** The page and code that the AWS CLI shows to the user. */
export interface SignInPrompt {
  /** The page to open. */
  readonly url?: string;
  /** The code to compare or enter there. */
  readonly code?: string;
}

/** A sign-in to run. */
export interface SignInRequest {
  readonly profile: string;
  /** `aws sso login` or `aws login`. */
  readonly method: 'sso' | 'console';
  readonly env: Env;
  /** Ends the AWS CLI. */
  readonly signal: AbortSignal;
  /** Called whenever the page or code becomes known. */
  readonly onStep: (step: SignInPrompt) => void;
}

/** How a sign-in ended. */
export type SignInResult =
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'canceled' }
  /** There is no AWS CLI on the PATH. */
  | { readonly kind: 'cliNotFound' }
  | { readonly kind: 'failed'; readonly message: string };

/** Lines of standard error that go into the message of a failure. */
const MAX_STDERR_LINES = 3;

/** Milliseconds to wait for output after the end: a browser that the CLI started can hold the streams open for hours. */
const DRAIN_TIMEOUT_MS = 300;

/** A page to open, without characters that could end its Markdown link. */
const URL = /https?:\/\/[^\s()[\]<>"'`\\]+/;

/**
 * Signs in with the AWS CLI, started directly. A shell, and VS Code's tasks and terminals, would expand a profile's
 * name such as `$(touch x)` or `${command:x}`. Never rejects: failures are in the result.
 */
export function signIn(request: SignInRequest): Promise<SignInResult> {
  const { profile, method, env, signal, onStep } = request;
  if (signal.aborted) return Promise.resolve({ kind: 'canceled' });
  const command = method === 'sso' ? ['sso', 'login'] : ['login'];
  const isDropped = profile === '--';
  const child = spawn('aws', [...command, ...(isDropped ? [] : [`--profile=${profile}`])], {
    // The CLI's parser drops a value of two dashes, and would sign in the default profile (seen with version 1.45 on Python 3.11).
    env: { ...env, ...(isDropped && { AWS_PROFILE: profile }) },
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
      const message = redactSecrets(lines.filter(Boolean).join(' ')) || t('The AWS CLI ended with {0}.', code ?? -1);
      finish(code === 0 ? { kind: 'signedIn' } : { kind: 'failed', message });
    };
    child.once('close', ended);
    child.once('exit', (code) => setTimeout(ended, DRAIN_TIMEOUT_MS, code).unref());
  });
}

/** Tokens are long and have no spaces; messages of the CLI have no such words. */
function withoutLongWords(line: string): string {
  return line.replace(/[^\s"'=]{40,}/g, '…');
}
