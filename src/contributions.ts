/** The ids of what package.json contributes; a test holds both together. */

/** The view container and its views. */
export const VIEWS = {
  deletions: 'teardown.deletions',
  plan: 'teardown.plan',
  resources: 'teardown.resources',
} as const;

/** The commands. */
export const COMMANDS = {
  browse: 'teardown.browse',
  cancelResource: 'teardown.cancelResource',
  checkPermission: 'teardown.checkPermission',
  chooseKinds: 'teardown.chooseKinds',
  chooseRegions: 'teardown.chooseRegions',
  clearDeletionsFilter: 'teardown.clearDeletionsFilter',
  clearFilter: 'teardown.clearFilter',
  closeReport: 'teardown.closeReport',
  closeResource: 'teardown.closeResource',
  collapseAll: 'teardown.collapseAll',
  confirmPlan: 'teardown.confirmPlan',
  confirmShownPlan: 'teardown.confirmShownPlan',
  copyAccountIamPolicy: 'teardown.copyAccountIamPolicy',
  copyArn: 'teardown.copyArn',
  copyAsBoto3: 'teardown.copyAsBoto3',
  copyAsCli: 'teardown.copyAsCli',
  copyIamPolicy: 'teardown.copyIamPolicy',
  copyId: 'teardown.copyId',
  copyPlan: 'teardown.copyPlan',
  deleteAllInView: 'teardown.deleteAllInView',
  deleteAllShown: 'teardown.deleteAllShown',
  deleteResource: 'teardown.deleteResource',
  deleteSelected: 'teardown.deleteSelected',
  deleteWithDependents: 'teardown.deleteWithDependents',
  deprovisionResource: 'teardown.deprovisionResource',
  deregisterResource: 'teardown.deregisterResource',
  detachResource: 'teardown.detachResource',
  disableResource: 'teardown.disableResource',
  disassociateResource: 'teardown.disassociateResource',
  discardPlan: 'teardown.discardPlan',
  exportAccount: 'teardown.exportAccount',
  exportDeletions: 'teardown.exportDeletions',
  exportResources: 'teardown.exportResources',
  filterDeletions: 'teardown.filterDeletions',
  filterResources: 'teardown.filterResources',
  findUnused: 'teardown.findUnused',
  findUnusedHere: 'teardown.findUnusedHere',
  groupResources: 'teardown.groupResources',
  hideEmptyKinds: 'teardown.hideEmptyKinds',
  lookUpCreator: 'teardown.lookUpCreator',
  lookUpPlanCreators: 'teardown.lookUpPlanCreators',
  openHelp: 'teardown.openHelp',
  openInConsole: 'teardown.openInConsole',
  openPlanDocument: 'teardown.openPlanDocument',
  openView: 'teardown.openView',
  refresh: 'teardown.refresh',
  refreshView: 'teardown.refreshView',
  openRow: 'teardown.openRow',
  protectProfile: 'teardown.protectProfile',
  rejectResource: 'teardown.rejectResource',
  releaseResource: 'teardown.releaseResource',
  removeResource: 'teardown.removeResource',
  reportIssue: 'teardown.reportIssue',
  restore: 'teardown.restore',
  restoreAll: 'teardown.restoreAll',
  retry: 'teardown.retry',
  retryDeletion: 'teardown.retryDeletion',
  retryRemaining: 'teardown.retryRemaining',
  revealResource: 'teardown.revealResource',
  revokeResource: 'teardown.revokeResource',
  saveView: 'teardown.saveView',
  scanAccount: 'teardown.scanAccount',
  scanResources: 'teardown.scanResources',
  showDeletions: 'teardown.showDeletions',
  showDetails: 'teardown.showDetails',
  showEmptyKinds: 'teardown.showEmptyKinds',
  showEntry: 'teardown.showEntry',
  showEntryDetails: 'teardown.showEntryDetails',
  showLog: 'teardown.showLog',
  showMoreDeletions: 'teardown.showMoreDeletions',
  showMoreResources: 'teardown.showMoreResources',
  showPlan: 'teardown.showPlan',
  showReport: 'teardown.showReport',
  showResponses: 'teardown.showResponses',
  signIn: 'teardown.signIn',
  sortResources: 'teardown.sortResources',
  switchProfile: 'teardown.switchProfile',
  terminateResource: 'teardown.terminateResource',
  unassignResource: 'teardown.unassignResource',
  unlockResource: 'teardown.unlockResource',
} as const;

/** The language model tools. */
export const TOOLS = {
  deleteResources: 'teardown_delete_resources',
  listResources: 'teardown_list_resources',
  planDeletion: 'teardown_plan_deletion',
} as const;

/** The settings. */
export const SETTINGS = {
  agentTools: 'teardown.agentTools',
  confirmation: 'teardown.confirmation',
  dryRunEndpoints: 'teardown.dryRunEndpoints',
  groupBy: 'teardown.groupBy',
  journalDays: 'teardown.journalDays',
  prices: 'teardown.prices',
  ownerTags: 'teardown.ownerTags',
  profile: 'teardown.profile',
  protected: 'teardown.protected',
  protectedResources: 'teardown.protectedResources',
  scanOnOpen: 'teardown.scanOnOpen',
  terminalProfile: 'teardown.terminalProfile',
} as const;

/** The context keys that `when` clauses ask for. */
export const CONTEXT_KEYS = {
  /** Set while only some resources are shown. */
  filtered: 'teardown.filtered',
  /** Set while the Deletions view is kept to some outcomes. */
  deletionsFiltered: 'teardown.deletionsFiltered',
  /** Set while kinds are shown of which there are none. */
  showsEmpty: 'teardown.showsEmpty',
  /** The URIs of the plan documents that can be confirmed. */
  openPlans: 'teardown.openPlans',
  /** How far the plan in the Plan view is: `open`, `running` or `ended`; undefined where there is none. */
  plan: 'teardown.planStatus',
  /** Set while the report in the Plan view has something that was deleted and can be restored. */
  planHasRestorable: 'teardown.planHasRestorable',
  /** Set while the report in the Plan view has something that is left. */
  planHasLeft: 'teardown.planHasLeft',
  /** Why the tree is empty: one of `Situation`, or undefined when it is not. */
  emptyReason: 'teardown.emptyReason',
} as const;

/** The language of the response channel: JSON with comments, under an id of its own so that nothing validates it. */
export const RESPONSE_LANGUAGE = 'teardown-responses';

/** The scheme of read-only documents. */
export const DOCUMENT_SCHEME = 'teardown';

/** The scheme of plans that wait for their confirmation. */
export const PLAN_SCHEME = 'teardown-plan';
