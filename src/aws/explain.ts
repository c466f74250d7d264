import { t } from '@vscode/l10n';
import { visible } from '../text/visible.ts';
import type { Cause, Failure } from './failure.ts';

/** A failure in words: what happened, and what one can do about it. */
export interface Explanation {
  /** One sentence, with AWS's own reason in it where it gave one. */
  readonly what: string;
  /** One sentence; undefined where there is nothing to advise. */
  readonly next?: string;
}

/** How long an encoded or chatty message may be in a sentence; the whole of it is in the response channel. */
const LONGEST = 300;

/** AWS's message for a sentence: visible, without the encoded part that nobody can read, not too long. */
function reason(failure: Failure): string {
  const [plain = ''] = failure.message.split(/\s*Encoded authorization failure message:/);
  const shown = visible(plain).trim();
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

/** What is said for each cause: the failure and AWS's reason in, sentences out. */
const SENTENCES: Readonly<Record<Cause, (failure: Failure, why: string) => Explanation>> = {
  credentials: (_, why) => ({ what: why }),
  noCredentials: (_, why) => ({
    what: t('AWS does not accept the credentials: {0}', why),
    next: t('Check the keys of this profile in the credentials file, or choose another profile.'),
  }),
  expired: (_, why) => ({
    what: t('The credentials have expired: {0}', why),
    next: t('Sign in again, then refresh.'),
  }),
  clock: (_, why) => ({
    what: t('The clock of this machine is not that of AWS, and the request was refused for it: {0}', why),
    next: t('Set the clock of this machine, then retry.'),
  }),
  denied: (failure, why) => ({
    what: t('Access denied: {0}', failure.action),
    next: t('Ask for the action {0} to be allowed for this profile. AWS said: {1}', failure.action, why),
  }),
  throttled: (failure) => ({
    what: t('AWS throttles {0}: too many requests in this account and Region.', failure.action),
    next: t('Wait a little, then retry.'),
  }),
  notFound: (_, why) => ({
    what: t('AWS does not find it: {0}', why),
    next: t('Refresh to see what is there now.'),
  }),
  unreachable: (failure, why) => ({
    what: t('AWS could not be reached in {0}: {1}', failure.region, why),
    next: t('Check the network, the proxy settings and the endpoint of the profile, then retry.'),
  }),
  noSuchRegion: (failure, why) => ({
    what: t('There is no host for this service in {0}: {1}', failure.region, why),
    next: t('The service may not exist in this Region, or the network is down. Check the Region, then retry.'),
  }),
  invalid: (failure, why) => ({
    what: t('AWS refused the request ({0}): {1}', failure.name, why),
    next: t('Refresh, then try again.'),
  }),
  conflict: (failure, why) => ({
    what: t('Not possible in its present state ({0}): {1}', failure.name, why),
    next: t('Remove what stands in the way, or wait until it is ready, then try again.'),
  }),
  notReady: (failure, why) => ({
    what: t('AWS is still setting this up ({0}): {1}', failure.name, why),
    next: t('Wait some minutes, then retry.'),
  }),
  server: (failure, why) => ({
    what: t('AWS had an error of its own ({0}): {1}', failure.name, why),
    next: t('Retry in a moment.'),
  }),
  garbled: (failure, why) => ({
    what:
      failure.name === 'RepeatedPageToken'
        ? t('The answers to {0} go round in a circle: {1}', failure.action, why)
        : t('The answer to {0} was cut off or cannot be read.', failure.action),
    next: t('Retry. If it stays so, check what lies between this machine and AWS.'),
  }),
  dryRun: (failure) => ({ what: t('Allowed: {0} would have been carried out.', failure.action) }),
  cancelled: () => ({ what: t('Cancelled.') }),
  other: (failure, why) => ({
    what: `${failure.name}: ${why}`,
    next: t('The log (Teardown: Show Log) may tell more.'),
  }),
};

/**
 * Says what a failed call means and what to do.
 *
 * @param failure the failed call
 * @returns sentences for the tree, a dialog or a notification
 */
export function explain(failure: Failure): Explanation {
  const { what, ...rest } = SENTENCES[failure.cause](failure, reason(failure));
  // AWS ends some of its messages without a stop, and another sentence may follow.
  return { what: /[.!?…]$/.test(what) ? what : `${what}.`, ...rest };
}

/** What is said for each cause where there is room for two or three words. */
const BRIEF: Readonly<Record<Cause, () => string>> = {
  credentials: () => t('No credentials'),
  noCredentials: () => t('Credentials not accepted'),
  expired: () => t('Credentials expired'),
  clock: () => t('Clock is off'),
  denied: () => t('Access denied'),
  throttled: () => t('Throttled'),
  notFound: () => t('Not found'),
  unreachable: () => t('Not reached'),
  noSuchRegion: () => t('No such host'),
  invalid: () => t('Request refused'),
  conflict: () => t('Not possible now'),
  notReady: () => t('Not ready yet'),
  server: () => t('Server error'),
  garbled: () => t('Answer unreadable'),
  dryRun: () => t('Allowed'),
  cancelled: () => t({ message: 'Cancelled', comment: 'What became of a listing: it was stopped' }),
  other: () => t('Failed'),
};

/**
 * Names the cause of a failed call in a row, where a side bar cuts off whatever is longer.
 *
 * @param failure the failed call
 * @returns two or three words
 */
export function brief(failure: Failure): string {
  return BRIEF[failure.cause]();
}
