import { perObject } from '../../common/perObject.ts';
import type { Verb } from '../model/deleteAction.ts';
import type { StateMeaning, StateMeanings } from '../model/resourceState.ts';

/** States by their meaning, as a row writes them. */
export type StateRow = Partial<Readonly<Record<StateMeaning, readonly string[]>>>;

/**
 * What AWS's words mean for every deletion: the SDK's enums, and the words of the API pages where the SDK has only text. `present`
 * is a settled state of something that is not being deleted; `changing` one that AWS leaves by itself, for another reason than a
 * deletion.
 */
const COMMON: StateRow = {
  inProgress: ['deleting', 'delete-in-progress', 'terminating', 'shutting-down'],
  deleted: ['deleted', 'delete-complete', 'terminated'],
  failed: ['delete-failed', 'failed-to-terminate'],
  present: [
    ...['available', 'active', 'inactive', 'running', 'stopped', 'in-use', 'ready', 'ok', 'valid', 'invalid'],
    ...[
      'attached',
      'associated',
      'assigned',
      'enabled',
      'disabled',
      'granted',
      'accepted',
      'advertised',
      'provisioned',
    ],
    ...['complete', 'completed', 'create-complete', 'update-complete', 'modify-complete', 'restore-complete'],
    ...['enable-complete', 'disable-complete', 'isolate-complete', 'associate-complete', 'sync-complete'],
    ...['error', 'failed', 'create-failed', 'update-failed', 'modify-failed', 'restore-failed', 'associate-failed'],
    ...['enable-failed', 'disable-failed', 'sync-failed', 'activate-failed', 'enforce-failed', 'monitor-failed'],
    ...['association-failed', 'failed-association', 'failed-provision', 'failed-import', 'enabled-failed'],
    ...['enabling-failed', 'failed-insufficient-capacity', 'payment-failed', 'permanent-failure', 'create_failed'],
    ...['unavailable', 'unknown', 'impaired', 'active_impaired', 'incomplete', 'partial', 'unsupported', 'delayed'],
    ...['blackhole', 'filtered', 'down', 'rejected', 'expired', 'revoked', 'unused', 'succeeded', 'success', 'standby'],
    ...[
      'provisioned-not-publicly-advertisable',
      'scheduled',
      'queued',
      'retired',
      'open',
      'closed',
      'partially_fulfilled',
    ],
    ...['pendingacceptance', 'pending-acceptance', 'pending-associate', 'pendingverification', 'pending_validation'],
    ...['issued', 'validation_timed_out', 'insufficient_data', 'alarm', 'healthy', 'unhealthy', 'notfound', 'deployed'],
    ...['compliance', 'governance', 'compliance-cooloff', 'unattached', 'implicit', 'requested'],
  ],
  changing: [
    ...['pending', 'creating', 'create-in-progress', 'starting', 'stopping', 'modifying', 'updating', 'processing'],
    ...['update-in-progress', 'modify-in-progress', 'restore-in-progress', 'enable-in-progress', 'in-progress'],
    ...['disable-in-progress', 'isolate-in-progress', 'associate-in-progress', 'sync-in-progress', 'inprogress'],
    ...[
      'enforce-in-progress',
      'monitor-in-progress',
      'attaching',
      'associating',
      'assigning',
      'enabling',
      'optimizing',
    ],
    ...['authorizing', 'provisioning', 'initiating', 'initiating-request', 'initiatingrequest', 'rollingback'],
    ...['pending-association', 'pending-provision', 'pending-import', 'pending-enable', 'pending-activate'],
    ...['pending-advertising', 'pending-withdrawal', 'payment-pending', 'under-assessment', 'assessing', 'configuring'],
    ...['submitted', 'transient', 'recovering', 'ordering', 'confirming', 'verifying', 'testing', 'initial'],
    ...['deploying', 'transferring', 'failing', 'detaching', 'disassociating', 'disassociate-in-progress'],
    ...['unassigning', 'disabling', 'revoking', 'rejecting', 'pending-disassociation', 'pending-deprovision'],
    ...['cancelling', 'expiring', 'draining', 'backing-up', 'rebooting', 'upgrading'],
  ],
};

/** What the words of one verb mean beside {@link COMMON}. */
const BY_VERB: Readonly<Record<Verb, StateRow>> = {
  delete: { failed: ['failed'] },
  terminate: {},
  release: { deleted: ['released', 'released-permanent-failure'] },
  // `busy`: the volume cannot be detached before its device is unmounted; AWS detaches it then. API_VolumeAttachment.
  detach: { inProgress: ['detaching', 'busy', 'draining'], deleted: ['detached'] },
  disassociate: {
    inProgress: ['disassociating', 'disassociate-in-progress', 'pending-disassociation'],
    deleted: ['disassociated', 'disassociate-complete'],
    failed: ['failed', 'disassociate-failed', 'disassociation-failed', 'failed-disassociation'],
  },
  deregister: { deleted: ['deregistered'] },
  cancel: { inProgress: ['cancelling'], deleted: ['cancelled'] },
  revoke: { inProgress: ['revoking'], deleted: ['revoked'], failed: ['failed'] },
  reject: { inProgress: ['rejecting'], deleted: ['rejected'], failed: ['failed'] },
  deprovision: { inProgress: ['pending-deprovision'], deleted: ['deprovisioned'], failed: ['failed-deprovision'] },
  disable: { inProgress: ['disabling'], deleted: ['disabled'], failed: ['disabling-failed'] },
  unassign: { inProgress: ['unassigning'], failed: ['failed'] },
  unlock: { deleted: ['expired'] },
  close: { deleted: ['closed'] },
  remove: {},
};

function meaningsOf(row: StateRow): [string, StateMeaning][] {
  return (Object.entries(row) as [StateMeaning, readonly string[]][]).flatMap(([meaning, words]) =>
    words.map((word): [string, StateMeaning] => [word, meaning]),
  );
}

/** Most resource types of a verb have no words of their own, and share one map. */
const sharedMeanings = perObject(
  (ofVerb: StateRow): StateMeanings => new Map([...meaningsOf(COMMON), ...meaningsOf(ofVerb)]),
);

/** Returns what the states of a resource type mean: its row's own words first, then those of its verb, then those of all. */
export function stateMeanings(verb: Verb, own?: StateRow): StateMeanings {
  const shared = sharedMeanings(BY_VERB[verb]);
  return own ? new Map([...shared, ...meaningsOf(own)]) : shared;
}
