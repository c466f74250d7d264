import { t } from '@vscode/l10n';
import type { FailureCause, CallFailure } from './callError.ts';
import { quotedMessage } from './quotedMessage.ts';
import { regionProblem, type RegionProblem } from './regionProblem.ts';

/** A failure in words: what happened, and what one can do about it. */
export interface Explanation {
  /** One sentence, with AWS's own reason in it where it gave one. */
  readonly message: string;
  /** One sentence; undefined where there is nothing to advise. */
  readonly suggestion?: string;
}

/** The names of failures of lists that never end: their messages give the reason. */
const ENDLESS_LISTS: ReadonlySet<string> = new Set(['RepeatedPageToken', 'TooManyPages', 'ListTimeout']);

/** The message for each cause: the failure and AWS's reason in, sentences out. */
const FAILURE_MESSAGES: Readonly<Record<FailureCause, (failure: CallFailure, why: string) => Explanation>> = {
  credentials: (_, why) => ({ message: why }),
  noCredentials: (_, why) => ({
    message: t('AWS does not accept the credentials: {0}', why),
    suggestion: t('Check the keys of this profile in the credentials file, or choose another profile.'),
  }),
  expired: (_, why) => ({
    message: t('The credentials have expired: {0}', why),
    suggestion: t('Sign in again, then refresh.'),
  }),
  clock: (_, why) => ({
    message: t('The clock of this machine differs from that of AWS, so AWS rejected the request: {0}', why),
    suggestion: t('Set the clock of this machine, then retry.'),
  }),
  denied: (failure, why) => ({
    message: t('Access denied: {0}', failure.action),
    suggestion: t('Ask an administrator to allow {0} for this profile. AWS’s message: {1}', failure.action, why),
  }),
  throttled: (failure) => ({
    message: t('AWS throttles {0}: too many requests in this account and Region.', failure.action),
    suggestion: t('Wait a little, then retry.'),
  }),
  notFound: (_, why) => ({
    message: t('AWS does not find it: {0}', why),
    suggestion: t('Refresh the list.'),
  }),
  unreachable: (failure, why) => ({
    message: t('AWS could not be reached in {0}: {1}', failure.region, why),
    suggestion: t('Check the network, the proxy settings and the endpoint of the profile, then retry.'),
  }),
  unknownHost: (failure, why) => ({
    message: t('There is no host for this service in {0}: {1}', failure.region, why),
    suggestion: t('The service may not exist in this Region, or the network is down. Check the Region, then retry.'),
  }),
  invalid: (failure, why) => ({
    message: t('AWS rejected the request ({0}): {1}', failure.name, why),
    suggestion: t('Refresh, then try again.'),
  }),
  conflict: (failure, why) => ({
    message: t('Not possible in its current state ({0}): {1}', failure.name, why),
    suggestion: t('Delete its dependencies, or wait until it is ready. Then try again.'),
  }),
  notReady: (failure, why) => ({
    message: t('AWS is still setting this up ({0}): {1}', failure.name, why),
    suggestion: t('Wait some minutes, then retry.'),
  }),
  server: (failure, why) => ({
    message: t('AWS had an internal error ({0}): {1}', failure.name, why),
    suggestion: t('Retry in a moment.'),
  }),
  malformedResponse: (failure, why) => ({
    message: ENDLESS_LISTS.has(failure.name)
      ? t('The list by {0} is incomplete: {1}', failure.action, why)
      : t('The response to {0} is incomplete or unreadable.', failure.action),
    suggestion: t('Retry. If it fails again, check the proxy or VPN between this machine and AWS.'),
  }),
  dryRun: (failure) => ({ message: t('Allowed: AWS would execute {0}.', failure.action) }),
  notSent: () => ({
    message: t('The request was not sent: its last check was too long ago when it could leave.'),
    suggestion: t('Retry.'),
  }),
  canceled: () => ({ message: t('Canceled.') }),
  other: (failure, why) => ({
    message: `${failure.name}: ${why}`,
    suggestion: t('Check the log (Teardown: Show Log).'),
  }),
};

/** The message for a Region that is not enabled, or lacks the operation. */
const REGION_MESSAGES: Readonly<Record<RegionProblem, (failure: CallFailure, why: string) => Explanation>> = {
  notEnabled: ({ region }, why) => ({
    message: t('The Region {0} is not enabled for this account: {1}', region, why),
    suggestion: t('Enable {0} in the AWS console (Account), or choose other Regions.', region),
  }),
  maybeNotEnabled: ({ region }, why) => ({
    message: t('The Region {0} is not enabled for this account, or does not accept its credentials: {1}', region, why),
    suggestion: t('Enable {0} in the AWS console (Account), or choose other Regions.', region),
  }),
  noOperation: ({ region, action }, why) => ({
    message: t('{0} does not exist in {1}: {2}', action, region, why),
    suggestion: t('AWS does not have this resource type in every Region.'),
  }),
};

/** Explains what a failed request means and what to do, in sentences for the tree, a dialog or a notification. */
export function describeFailure(failure: CallFailure): Explanation {
  const problem = regionProblem(failure);
  const explain = problem ? REGION_MESSAGES[problem] : FAILURE_MESSAGES[failure.cause];
  const { message, ...rest } = explain(failure, quotedMessage(failure.message));
  // AWS ends some of its messages without a stop, and another sentence may follow.
  return { message: /[.!?\u2026]$/.test(message) ? message : `${message}.`, ...rest };
}

/** The label for each cause where there is room for two or three words. */
const SHORT_LABELS: Readonly<Record<FailureCause, () => string>> = {
  credentials: () => t('No credentials'),
  noCredentials: () => t('Credentials not accepted'),
  expired: () => t('Credentials expired'),
  clock: () => t('Clock is off'),
  denied: () => t('Access denied'),
  throttled: () => t('Throttled'),
  notFound: () => t('Not found'),
  unreachable: () => t('Not reached'),
  unknownHost: () => t('No such host'),
  invalid: () => t('Request rejected'),
  conflict: () => t('Not possible now'),
  notReady: () => t('Not ready yet'),
  server: () => t('Server error'),
  malformedResponse: () => t('Unreadable response'),
  dryRun: () => t('Allowed'),
  notSent: () => t('Not sent'),
  canceled: () => t({ message: 'Canceled', comment: 'What became of a listing: it was stopped' }),
  other: () => t('Failed'),
};

/** Names the cause of a failed request in two or three words, for a row: a side bar cuts off longer text. */
export function shortFailureLabel(failure: CallFailure): string {
  switch (regionProblem(failure)) {
    case 'maybeNotEnabled':
      return SHORT_LABELS.noCredentials();
    case 'notEnabled':
      return t('Region not enabled');
    case 'noOperation':
      return t('Not in this Region');
    case undefined:
      return SHORT_LABELS[failure.cause]();
  }
}
