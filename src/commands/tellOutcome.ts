import * as vscode from 'vscode';
import type { Outcome } from '../deletion/outcome.ts';
import { spokenName, verbForms } from '../deletion/words.ts';
import type { Resource } from '../inventory/resource.ts';
import { fitting } from '../text/visible.ts';
import type { ResponseChannel } from '../views/responseChannel.ts';
import { notify } from './notify.ts';

/** How long a reason may be in a notification; the response channel has all of it. */
const REASON_LIMIT = 400;

/**
 * What became of a resource, in one sentence.
 *
 * @param resource the resource
 * @param outcome how it ended
 * @returns the sentence; success is said of what was seen to be gone, and of nothing else
 */
export function outcomeSentence(resource: Resource, outcome: Outcome): string {
  const name = spokenName(resource);
  const { past, participle } = verbForms(resource.kind.removal.verb);
  const reason = fitting(outcome.reason ?? '', REASON_LIMIT);
  switch (outcome.kind) {
    case 'gone':
      return vscode.l10n.t('{0} {1} ({2}, {3}).', past, name, resource.kind.noun, resource.target.region);
    case 'alreadyGone':
      return vscode.l10n.t('{0} was gone already. {1}', name, reason);
    case 'deleting':
      return vscode.l10n.t('{0} is not gone yet. {1}', name, reason);
    case 'reverted':
      return vscode.l10n.t('{0} was not {1}. {2}', name, participle, reason);
    case 'denied':
      return vscode.l10n.t('Not allowed: {0} was not {1}. {2}', name, participle, reason);
    case 'unknown':
      return vscode.l10n.t('What became of {0} is not known. {1}', name, reason);
    case 'changed':
    case 'blocked':
    case 'failed':
    case 'cancelled':
      return vscode.l10n.t('{0} was not {1}. {2}', name, participle, reason);
  }
}

/**
 * Tells the user what became of a resource.
 *
 * @param resource the resource
 * @param outcome how it ended
 * @param responses shown when the user wants to see AWS's answer
 */
export async function tellOutcome(resource: Resource, outcome: Outcome, responses: ResponseChannel): Promise<void> {
  const sentence = outcomeSentence(resource, outcome);
  const show = vscode.l10n.t('Show Response');
  const tell = outcome.kind === 'gone' ? notify.info : notify.warn;
  if ((await tell(sentence, show)) === show) responses.show();
}
