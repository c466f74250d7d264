import { t } from '@vscode/l10n';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { CallFailure } from './callError.ts';

/**
 * Returns the principal of an ARN in its shortest form: `role/dev` of an assumed role, `user/dev`, `root`.

 */
export function principalFromArn(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  const [, role] = /^assumed-role\/([^/]+)/.exec(resource) ?? [];
  return escapeInvisible(role === undefined ? resource || arn : `role/${role}`);
}

/** Where AWS's message names the policy that decided (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). */
const EXPLICIT = /with an explicit deny in (an? [\w -]+?)(?=[:.]|\s*$)/;
const IMPLICIT = /because no ([\w -]+?) allows\b/;

/**
 * Describes a denial in a sentence: action, principal, and the policy where AWS's message names it. `callerArn` is the
 * principal where AWS's message names none. Example: `ec2:DeleteRouteServerPeer is denied to role/dev by an
 * identity-based policy.`
 */
export function accessDeniedMessage(
  { action, message }: Pick<CallFailure, 'action' | 'message'>,
  callerArn: string,
): string {
  const who = principalFromArn(/\bUser: (arn:\S+)/.exec(message)?.[1] ?? callerArn);
  const denying = EXPLICIT.exec(message)?.[1];
  if (denying !== undefined) {
    return t('{0} is denied to {1} by {2}.', action, who, escapeInvisible(denying));
  }
  const allowing = IMPLICIT.exec(message)?.[1];
  if (allowing !== undefined)
    return t('{0} is denied to {1}: no {2} allows it.', action, who, escapeInvisible(allowing));
  return t('{0} is denied to {1}.', action, who);
}
