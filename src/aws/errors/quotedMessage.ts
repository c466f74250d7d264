import { t } from '@vscode/l10n';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { leadingSentences } from '../../common/text/sentences.ts';

/** The maximum length of a quoted message. A notification of VS Code ends after 1,000 characters. */
const MAX_LENGTH = 300;

/** Returns AWS's message for a sentence: without invisible characters, and without the encoded part. No sentence in it is cut. */
export function quotedMessage(message: string): string {
  const [plain = ''] = message.split(/\s*Encoded authorization failure message:/);
  const shown = escapeInvisible(plain).trim();
  return leadingSentences(shown, MAX_LENGTH) ?? t('AWS’s message is too long to show here.');
}
