import { mustBeEnabled } from '../regions/optInRegions.ts';
import type { CallFailure } from './callError.ts';

/**
 * What a failed request shows about its Region: it is not enabled for the account, may not be, or has no such
 * operation.
 */
export type RegionProblem = 'notEnabled' | 'maybeNotEnabled' | 'noOperation';

/** STS, in a Region where the account has turned it off: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. */
const DISABLED = /^RegionDisabled(Exception)?$/;

/** In a Region that must be enabled. In the others the account is not signed up for the service. EC2: errors-overview.html. */
const NOT_SUBSCRIBED = /^OptInRequired$/;

/**
 * The codes of an access key that is unknown to a Region: of EC2, of services with JSON, of STS. A wrong signature or a
 * request without one has other codes, and does not concern the Region.
 */
const UNKNOWN_KEY = /^(AuthFailure|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId)(Exception)?$/;

/**
 * Codes of servers without the operation. EC2:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const UNKNOWN_OPERATION = /^(InvalidAction|UnknownOperation)(Exception)?$/;

/** For a deletion the same code concerns the resource. */
const UNSUPPORTED = /^(UnsupportedOperation|InvalidOperation)(Exception)?$/;
const LIST = /:(Describe|Get|List|Search)\w+$/;

const withoutBlame = (name: string) => name.replace(/^(Client|Server)\./, '');

/** Returns whether a failure can mean that the Region is not enabled, and can mean that the credentials are wrong. */
export function mayBeNotEnabled({ cause, name, region }: CallFailure): boolean {
  return cause === 'noCredentials' && UNKNOWN_KEY.test(withoutBlame(name)) && mustBeEnabled(region);
}

/**
 * Returns what a failed request shows about its Region; undefined where it shows nothing. A Region that is not enabled
 * rejects valid credentials as if they were wrong: `isRegionToBlame` has that Region's status.
 */
export function regionProblem(failure: CallFailure): RegionProblem | undefined {
  const { region, action, isRegionToBlame } = failure;
  const name = withoutBlame(failure.name);
  if (DISABLED.test(name) || (NOT_SUBSCRIBED.test(name) && mustBeEnabled(region))) return 'notEnabled';
  if (UNKNOWN_OPERATION.test(name) || (UNSUPPORTED.test(name) && LIST.test(action))) return 'noOperation';
  if (!mayBeNotEnabled(failure) || isRegionToBlame === false) return undefined;
  return isRegionToBlame ? 'notEnabled' : 'maybeNotEnabled';
}
