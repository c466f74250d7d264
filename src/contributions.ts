/** The ids of what package.json contributes; a test holds both together. */

/** The view container and its views. */
export const VIEWS = {
  deletions: 'teardown.deletions',
  resources: 'teardown.resources',
} as const;

/** The commands. */
export const COMMANDS = {
  checkPermission: 'teardown.checkPermission',
  chooseRegions: 'teardown.chooseRegions',
  confirmPlan: 'teardown.confirmPlan',
  copyArn: 'teardown.copyArn',
  copyAsBoto3: 'teardown.copyAsBoto3',
  copyAsCli: 'teardown.copyAsCli',
  copyId: 'teardown.copyId',
  deleteResource: 'teardown.deleteResource',
  deleteSelected: 'teardown.deleteSelected',
  disassociateResource: 'teardown.disassociateResource',
  exportDeletions: 'teardown.exportDeletions',
  refresh: 'teardown.refresh',
  restore: 'teardown.restore',
  retry: 'teardown.retry',
  retryDeletion: 'teardown.retryDeletion',
  revealResource: 'teardown.revealResource',
  showDeletions: 'teardown.showDeletions',
  showDetails: 'teardown.showDetails',
  showEntry: 'teardown.showEntry',
  showLog: 'teardown.showLog',
  showPlan: 'teardown.showPlan',
  showMoreDeletions: 'teardown.showMoreDeletions',
  showResponses: 'teardown.showResponses',
  signIn: 'teardown.signIn',
  switchProfile: 'teardown.switchProfile',
} as const;

/** The settings. */
export const SETTINGS = {
  confirmation: 'teardown.confirmation',
  dryRunEndpoints: 'teardown.dryRunEndpoints',
  groupBy: 'teardown.groupBy',
  journalDays: 'teardown.journalDays',
  profile: 'teardown.profile',
  protected: 'teardown.protected',
  protectedResources: 'teardown.protectedResources',
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

/** The scheme of plans that wait for their confirmation. */
export const PLAN_SCHEME = 'teardown-plan';
