import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A config and a credentials file, as text. */
export interface FilePair {
  readonly config: string;
  readonly credentials: string;
}

/** The origin of credentials: a `method` with its parameters, or an `error`. */
export type Origin = Readonly<Record<string, unknown>>;

type Settings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The result of reading a pair of files with botocore; `rejected` if botocore does not read them at all. */
export type Reading =
  | { readonly rejected: true }
  | {
      readonly rejected?: undefined;
      readonly profiles: Readonly<Record<string, Settings>>;
      readonly ssoSessions: Readonly<Record<string, Settings>>;
      readonly services: Readonly<Record<string, Settings>>;
      readonly credentials: Readonly<Record<string, Origin>>;
      /** The endpoints of some services by profile: a URL, null for AWS's own, or an error. */
      readonly endpoints: Readonly<Record<string, Readonly<Record<string, string | null | Origin>>>>;
    };

interface Results {
  readonly files: readonly Reading[];
  /** The words of each command line on POSIX and on Windows; null if it cannot be split. */
  readonly commands: readonly (readonly [readonly string[] | null, readonly string[] | null])[];
  /** Milliseconds since 1970; null if the text is not a time or has no time zone. */
  readonly expirations: readonly (number | null)[];
}

const PYTHON = process.platform === 'win32' ? 'python' : 'python3';

/** Returns botocore's version; undefined if this machine has no Python with botocore. */
export function botocoreVersion(): string | undefined {
  const { status, stdout } = spawnSync(PYTHON, ['-c', 'import botocore; print(botocore.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Sends inputs to one Python process, and returns botocore's results in the same order. */
export function runBotocore(inputs: {
  readonly files?: readonly FilePair[];
  readonly commands?: readonly string[];
  readonly expirations?: readonly string[];
}): Promise<Results> {
  const child = spawn(PYTHON, [join(import.meta.dirname, 'botocoreOracle.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], PYTHONUTF8: '1', TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  child.stdin.end(JSON.stringify(inputs));
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Results);
      else reject(new Error(`${PYTHON} ended with ${code ?? 'a signal'}.`));
    });
  });
}
