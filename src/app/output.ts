import { homedir } from 'node:os';
import { sensitiveTerms } from '../commands/help/reportIssue.ts';
import { Redactor } from '../common/secrets/redactor.ts';
import type { Core } from '../core.ts';
import { Logger } from '../views/output/logger.ts';
import type { ResponseChannel } from '../views/output/responseChannel.ts';

/** What the extension writes to the Output panel. */
export interface Output {
  readonly log: Logger;
  /** Removes names and ids from the lines that **Report Issue** quotes. */
  readonly redactor: Redactor;
  /** AWS's responses to deletions and restores. */
  readonly responses: ResponseChannel;
  readonly disposables: readonly { dispose(): unknown }[];
}

/** Creates the log, and the redactor that its lines pass through. */
export function createOutput(core: Core, responses: ResponseChannel): Output {
  const redactor = new Redactor(() => sensitiveTerms(core.session), homedir());
  const log = new Logger((text) => redactor.redact(text));
  return { log, redactor, responses, disposables: [log, responses] };
}
