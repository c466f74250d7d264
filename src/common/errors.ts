import { redactSecrets } from './secrets/redactSecrets.ts';

/** Returns the message of an error; anything else that was thrown, as text. Neither has a secret that it quotes. */
export function errorMessage(error: unknown): string {
  return redactSecrets(error instanceof Error ? error.message : String(error));
}

/** Returns Node's code of an error, for instance `ENOENT`; undefined where it has none, or one that is no text. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
