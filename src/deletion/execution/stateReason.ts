import { quotedMessage } from '../../aws/errors/quotedMessage.ts';
import { getPath, textAt } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';

/** The members in which AWS gives the reason for a state, where it stands in a structure of its own with the state. */
const BESIDE_STATE = ['Message', 'StatusMessage', 'requestFailureReason', 'revocationReason'] as const;

/** The members of a description in which AWS gives the reason for its state; the first one that is set counts. */
const IN_DESCRIPTION = [
  'FailureReason',
  'FailureMessage',
  'StateReason',
  'StateMessage',
  'Status.Message',
  'StatusMessage',
  'StateTransitionReason',
  'LastError',
  'Fault',
  'Reason',
  'stateChangeError',
  'stateDetail',
  'failureReason',
  'instanceHealthReason',
  'state.message',
  'DeliverLogsErrorMessage',
] as const;

/** Returns the paths, in a description with this state member, that may have the reason for the state. */
export function reasonPaths(state: string | undefined): readonly string[] {
  const parent = state?.includes('.') ? `${state.slice(0, state.lastIndexOf('.'))}.` : undefined;
  return [...(parent === undefined ? [] : BESIDE_STATE.map((name) => `${parent}${name}`)), ...IN_DESCRIPTION];
}

/** Returns AWS's reason for the state of a resource, with its code where it has one; undefined where AWS gives none. */
export function stateReason({ kind, entry }: Pick<Resource, 'kind' | 'entry'>): string | undefined {
  for (const path of reasonPaths(kind.members.state)) {
    const reason = reasonAt(entry.item, path);
    if (reason !== undefined) return quotedMessage(reason);
  }
  return undefined;
}

function reasonAt(item: Resource['entry']['item'], path: string): string | undefined {
  if (typeof getPath(item, path) !== 'object') return textAt(item, path);
  const at = (...names: readonly string[]) => names.map((name) => textAt(item, `${path}.${name}`)).find(Boolean);
  const message = at('Message', 'message');
  const code = at('Code', 'code');
  return code !== undefined && message !== undefined && code !== message ? `${code}: ${message}` : (message ?? code);
}
