import { exec } from 'node:child_process';
import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { CredentialsError } from './credentialsError.ts';

/** Milliseconds that a credential process may take; some wait for a person to touch a key or to sign in. */
const TIMEOUT_MS = 120_000;

/**
 * Runs a profile's `credential_process` and reads what it prints
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). It runs through the shell, as with the
 * AWS CLI and the SDKs, with the user's environment.
 *
 * @param profile the profile, for messages
 * @param command the command line from the user's own config file
 * @param env the environment that it gets
 * @param timeoutMs how long it may take, in milliseconds
 * @returns the credentials
 * @throws {CredentialsError} `processFailed`. What the process printed, on either stream, is in no message: it may be a secret
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
      t('The credential_process of profile "{0}" {1}. Run it in a terminal to see why.', profile, reason),
      { profile },
    );
  const output = await new Promise<string>((resolve, reject) => {
    // A signal, not `timeout`: that one waits for whatever the program has started and left behind.
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { env: { ...env }, signal, windowsHide: true, maxBuffer: 1024 * 1024 };
    const child = exec(command, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (signal.aborted) reject(failed(t('took longer than {0} seconds and was stopped', timeoutMs / 1000)));
      else reject(failed(t('ended with exit code {0}', String(error.code ?? error.signal ?? '?'))));
    });
    child.stdin?.end();
  });
  const answer = parse(output);
  if (answer === undefined) throw failed(t('printed something that is not JSON'));
  if (answer['Version'] !== 1) throw failed(t('did not print "Version": 1'));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = answer;
  if (!isText(accessKeyId) || !isText(secretAccessKey)) throw failed(t('printed no AccessKeyId and SecretAccessKey'));
  const expiration = isText(answer['Expiration']) ? new Date(answer['Expiration']) : undefined;
  if (expiration && Number.isNaN(expiration.getTime())) throw failed(t('printed an Expiration that is no date'));
  if (expiration && expiration.getTime() <= Date.now()) throw failed(t('printed credentials that have expired'));
  return {
    accessKeyId,
    secretAccessKey,
    ...(isText(sessionToken) && { sessionToken }),
    ...(expiration && { expiration }),
  };
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
