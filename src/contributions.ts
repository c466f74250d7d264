/** The ids of what package.json contributes; a test holds both together. */

/** The view container and its views. */
export const VIEWS = {
  resources: 'teardown.resources',
} as const;

/** The commands. */
export const COMMANDS = {
  checkPermission: 'teardown.checkPermission',
  chooseRegions: 'teardown.chooseRegions',
  copyArn: 'teardown.copyArn',
  copyId: 'teardown.copyId',
  deleteResource: 'teardown.deleteResource',
  disassociateResource: 'teardown.disassociateResource',
  refresh: 'teardown.refresh',
  retry: 'teardown.retry',
  showDetails: 'teardown.showDetails',
  showLog: 'teardown.showLog',
  showResponses: 'teardown.showResponses',
  signIn: 'teardown.signIn',
  switchProfile: 'teardown.switchProfile',
} as const;

/** The settings. */
export const SETTINGS = {
  dryRunEndpoints: 'teardown.dryRunEndpoints',
  groupBy: 'teardown.groupBy',
  profile: 'teardown.profile',
  protected: 'teardown.protected',
} as const;

/** The context keys that `when` clauses ask for. */
export const CONTEXT_KEYS = {
  /** Why the tree is empty: one of `Situation`, or undefined when it is not. */
  situation: 'teardown.situation',
} as const;

/** The language of the response channel: JSON with comments, under an id of its own so that nothing validates it. */
export const RESPONSE_LANGUAGE = 'teardown-responses';

/** The scheme of read-only documents. */
export const DOCUMENT_SCHEME = 'teardown';
