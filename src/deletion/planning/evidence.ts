import { t } from '@vscode/l10n';
import type { EvidenceLevel, Finding } from '../../catalog/model/evidence.ts';
import { translateCatalogText } from '../../catalog/translate.ts';
import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { Resource } from '../../inventory/resource.ts';
import { ownerFindings } from './owners.ts';
import { resourceProtection, type ProtectionSetting } from './protection.ts';
import type { ResourceRules } from './protectionRules.ts';

/** A fact gathered before a deletion. */
export interface Evidence extends Finding {
  readonly check: string;
  /** The API call that it rests on. */
  readonly operation: string;
  /** True where the server does not have the operation: no further request can find out more. */
  readonly unsupported?: true;
  /** True where the check itself has sent the deletion, and the endpoint performed it. */
  readonly executed?: true;
  /** The setting that protects the resource. */
  readonly setting?: ProtectionSetting;
  /** The keys of the resources that AWS deletes along. */
  readonly alongKeys?: readonly string[];
  /** What was shown of each of them, and what identifies it. */
  readonly alongValues?: readonly string[];
}

const ORDER: readonly EvidenceLevel[] = ['blocker', 'warning', 'unknown', 'ok'];

/** Returns the evidence for or against the deletion of a resource, worst first. */
export function collectEvidence(resource: Resource, now: number, rules: ResourceRules = []): readonly Evidence[] {
  const { kind, entry } = resource;
  const found = [
    ...alreadyDeleting(resource),
    ...protection(resource, rules),
    ...ownership(resource),
    ...kind.evidence.flatMap((rule) => {
      const finding = rule.assess(entry, now);
      return finding
        ? [
            {
              ...finding,
              text: translateCatalogText(finding.text),
              check: rule.check,
              operation: rule.operation ?? listingOperation(resource),
            },
          ]
        : [];
    }),
  ];
  return sortBySeverity(found);
}

/**
 * Returns evidence by its level: blockers, warnings, unknowns, and what is well. A deletion that a check has performed is the first of all:
 * it is the reason for the others, such as the state that it led to.
 */
export function sortBySeverity(evidence: readonly Evidence[]): readonly Evidence[] {
  const rank = ({ executed, level }: Evidence) => (executed ? -1 : ORDER.indexOf(level));
  return [...evidence].sort((a, b) => rank(a) - rank(b));
}

function protection(resource: Resource, rules: ResourceRules): Evidence[] {
  const found = resourceProtection(rules)(resource);
  return found ? [{ ...found, level: 'blocker', check: 'protection', operation: listingOperation(resource) }] : [];
}

/** Returns the API operation that listed the resource: of several, the one whose response had it. */
function listingOperation({ kind, entry }: Resource): string {
  const source = kind.sources[entry.source];
  return source?.child?.operation ?? source?.operation ?? '';
}

/** Returns a blocker for a resource that is being deleted already: it needs no second deletion. */
function alreadyDeleting(resource: Resource): Evidence[] {
  const { kind, state } = resource;
  if (state === undefined || stateMeaning(kind, state) !== 'inProgress') return [];
  return [
    {
      level: 'blocker',
      text: t('A deletion is already in progress: the state is {0}.', state),
      check: 'state',
      operation: listingOperation(resource),
    },
  ];
}

function ownership(resource: Resource): Evidence[] {
  return ownerFindings(resource).map((finding) => ({
    ...finding,
    check: 'owner',
    operation: listingOperation(resource),
  }));
}
