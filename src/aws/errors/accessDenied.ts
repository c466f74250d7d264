import { t } from '@vscode/l10n';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { CallFailure } from './callError.ts';

/**
 * Who an ARN is, as short as it can be told: `role/dev` of an assumed role, `user/dev`, `root`.
 *
 * @param arn the ARN of a caller
 * @returns the kind and the name of the principal, without account and session
 */
export function principalFromArn(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  const [, role] = /^assumed-role\/([^/]+)/.exec(resource) ?? [];
  return escapeInvisible(role === undefined ? resource || arn : `role/${role}`);
}

/** What AWS says of the policy that decided (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). */
const EXPLICIT = /with an explicit deny in (an? [\w -]+?)(?=[:.]|\s*$)/;
const IMPLICIT = /because no ([\w -]+?) allows\b/;

/**
 * A denial in half a sentence: which action, to whom, and by which policy, as far as AWS says so.
 *
 * @param failure the denied call
 * @param callerArn who the credentials belong to, for where AWS's message does not name the caller
 * @returns for instance `ec2:DeleteRouteServerPeer is denied to role/dev by an identity-based policy`
 */
export function accessDeniedMessage(
  { action, message }: Pick<CallFailure, 'action' | 'message'>,
  callerArn: string,
): string {
  const who = principalFromArn(/\bUser: (arn:\S+)/.exec(message)?.[1] ?? callerArn);
  const denying = EXPLICIT.exec(message)?.[1];
  if (denying !== undefined) {
    return t('{0} is denied to {1} by {2}', action, who, escapeInvisible(denying));
  }
  const allowing = IMPLICIT.exec(message)?.[1];
  if (allowing !== undefined)
    return t('{0} is denied to {1}: no {2} allows it', action, who, escapeInvisible(allowing));
  return t('{0} is denied to {1}', action, who);
}
