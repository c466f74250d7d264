/** The problems that the view's welcome content explains, with the next step as a button. */
const WELCOME_PROBLEMS = [
  'noProfiles',
  'noProfileChosen',
  'signInNeeded',
  'expired',
  'invalidCredentials',
  'noRegion',
  'profileNotFound',
  'mfaCanceled',
  'mfaRejected',
  'processRefused',
  'noCredentials',
  'roleDenied',
  'unreachable',
] as const;
export type WelcomeProblem = (typeof WELCOME_PROBLEMS)[number];

/** Returns whether the welcome content explains why there are no targets; any other problem gets a row in the tree. */
export function hasWelcomeContent(problem: string): problem is WelcomeProblem {
  return (WELCOME_PROBLEMS as readonly string[]).includes(problem);
}

/**
 * Why there is no row although there are targets: there are no resources, the filter hides all of them (one that asks for the use of
 * resources has a text of its own), or nothing was scanned yet and the view offers that first.
 */
export type NoRowsReason = 'empty' | 'filtered' | 'nothingUnused' | 'notScanned';
