import { readFileSync } from 'node:fs';

/** A code and its cause for a deletion. */
export interface FurtherCode {
  readonly code: string;
  readonly cause: string;
}

/** Error codes without a message, which `errorCodes.ts` does not have. `furtherErrorCodes.tsv` names their sources. */
export const FURTHER_ERROR_CODES: readonly FurtherCode[] = readFileSync(
  new URL('furtherErrorCodes.tsv', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .flatMap((line) => {
    const [cause = '', , codes = ''] = line.split('\t');
    return codes.split(' ').map((code) => ({ code, cause }));
  });
