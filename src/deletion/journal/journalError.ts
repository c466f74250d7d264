import { t } from '@vscode/l10n';
import { errorCode, errorMessage } from '../../common/errors.ts';

/** Thrown when the journal cannot be written: no request may be sent then. Its message has the reason and what to do. */
export class JournalError extends Error {
  /** The system's error code, `ENOSPC` for instance; `CLOSED` after `Journal.close`. */
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'JournalError';
    this.code = code;
  }
}

/** Converts a system error to an error whose message has what to do. */
export function toJournalError(error: unknown, folder: string): JournalError {
  if (error instanceof JournalError) return error;
  const code = errorCode(error) ?? '';
  const message = t(
    'The journal in {0} cannot be written, so no request is sent. {1} ({2})',
    folder,
    suggestion(code),
    errorMessage(error),
  );
  return new JournalError(message, code, { cause: error });
}

function suggestion(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return t('The disk is full: free some space, then try again.');
    case 'EACCES':
    case 'EPERM':
      return t('Access is denied: grant yourself write access to that folder, then try again.');
    case 'EROFS':
      return t('The disk is read-only: make it writable, then try again.');
    case 'ENOTDIR':
    case 'EEXIST':
      return t('A file has the name of the folder: move it, then try again.');
    case 'EMFILE':
    case 'ENFILE':
      return t('Too many files are open: close some windows, then try again.');
    default:
      return t('Make sure that this folder is writable, then try again.');
  }
}
