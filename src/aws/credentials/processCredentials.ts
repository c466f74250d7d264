import { execFile, type ExecFileException } from 'node:child_process';
import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { errorCode } from '../../common/errors.ts';
import { splitCommandLine } from '../config/commandLine.ts';
import { CredentialsError } from './credentialsError.ts';
import { parseExpiration } from './expiration.ts';

/** Milliseconds that a credential process may take; some wait for a person to touch a key or to sign in. */
const TIMEOUT_MS = 120_000;

/**
 * Runs a profile's `credential_process` and reads what it prints
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). Like the AWS CLI (botocore
 * `ProcessProvider`) it splits the command, which comes from the user's own files, into words and uses no shell. `env`
 * is the environment of the program. Throws a `CredentialsError` with the problem `processFailed`. No message contains
 * what the process printed, on either stream: it may be a secret.
 */
export async function processCredentials(
  profile: string,
  command: string,
  env: Env,
  timeoutMs: number = TIMEOUT_MS,
): Promise<AwsCredentialIdentity> {
  const failed = (reason: string): CredentialsError =>
    new CredentialsError(
      'processFailed',
      t('The credential_process of profile "{0}" failed. {1} Run it in a terminal to see why.', profile, reason),
      { profile },
    );
  const [program, ...words] = splitCommandLine(command, process.platform) ?? [];
  if (!program) throw failed(t('It is empty, or has a quote that is not closed.'));
  const output = await new Promise<string>((resolve, reject) => {
    // A signal, not `timeout`: that one waits for the programs that this one has started and left behind.
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { env: { ...env }, signal, windowsHide: true, maxBuffer: 1024 * 1024 };
    const onEnd = (error: ExecFileException | null, stdout: string): void => {
      if (error === null) resolve(stdout);
      else if (signal.aborted) reject(failed(t('It took longer than {0} seconds and was stopped.', timeoutMs / 1000)));
      else reject(failed(endReason(error)));
    };
    try {
      execFile(program, words, options, onEnd).stdin?.end();
    } catch (error) {
      // Windows: Node starts no batch file without a shell.
      reject(failed(startFailure(errorCode(error))));
    }
  });
  return readCredentials(output, failed);
}

function readCredentials(output: string, failed: (reason: string) => CredentialsError): AwsCredentialIdentity {
  const answer = parse(output);
  if (answer === undefined) throw failed(t('It printed something that is not JSON.'));
  if (answer['Version'] !== 1) throw failed(t('It did not print "Version": 1.'));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = answer;
  if (!isText(accessKeyId) || !isText(secretAccessKey))
    throw failed(t('It printed no AccessKeyId and SecretAccessKey.'));
  const end = answer['Expiration'] ?? undefined;
  const expiration = typeof end === 'string' ? parseExpiration(end) : undefined;
  if (end !== undefined && !expiration) throw failed(t('It printed an Expiration that is no date with a time zone.'));
  if (expiration && expiration.getTime() <= Date.now()) throw failed(t('It printed credentials that have expired.'));
  return {
    accessKeyId,
    secretAccessKey,
    ...(isText(sessionToken) && { sessionToken }),
    ...(expiration && { expiration }),
  };
}

function endReason({ code, signal, syscall }: ExecFileException): string {
  if (syscall?.startsWith('spawn')) return startFailure(String(code));
  return t('It ended with exit code {0}.', String(code ?? signal ?? '?'));
}

function startFailure(code: string | undefined): string {
  return t('It could not be started ({0}). Like the AWS CLI, Teardown starts it without a shell.', code ?? '?');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function parse(output: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(output);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
