import { factRows } from './factTable.ts';

/** A code and its cause for a deletion. */
export interface FurtherCode {
  readonly code: string;
  readonly cause: string;
}

/** Error codes without a message, which `errorCodes.ts` does not have. `furtherErrorCodes.tsv` names their sources. */
export const FURTHER_ERROR_CODES: readonly FurtherCode[] = factRows('furtherErrorCodes.tsv').flatMap(
  ([cause = '', , codes = '']) => codes.split(' ').map((code) => ({ code, cause })),
);
