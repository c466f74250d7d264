import { t } from '@vscode/l10n';
import { REDACTED } from '../../common/secrets/redacted.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { ListedItem } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Restore, RestorePrompt, Restorability } from '../../catalog/model/restore.ts';
import { translateCatalogText } from '../../catalog/translate.ts';
import { resourceFrom, type Resource } from '../../inventory/resource.ts';
import { accountChangedText } from '../journal/format/storedResource.ts';
import { restoreInput, partitionTags, type Answers } from './restoreInput.ts';

/** A resource as it was before its deletion: from this session, or from the journal, where dates are text. */
export interface DeletedResource {
  readonly kind: Kind;
  readonly target: Target;
  readonly entry: ListedItem;
  /** The account that it was deleted from, where `target` was resolved again since: a profile may belong to another account now. */
  readonly accountId?: string;
}

/** A complete restore: all that `Restorer` executes. */
export interface RestorePlan {
  /** The resource before its deletion. */
  readonly before: Resource;
  readonly operation: string;
  /** The complete input. */
  readonly input: Structure;
  /** What is restored, for people. */
  readonly brings: readonly string[];
  /** What is not restored, for people. */
  readonly loses: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Thrown where a resource cannot be restored. Its message has the reason, for people. */
export class NotRestorableError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotRestorableError';
  }
}

/** Whether a resource can be restored, as far as it is known without AWS. */
export type Restorable =
  /** It can, once the user has filled in these prompts. */
  | { readonly possible: true; readonly restore: Restore; readonly asks: readonly RestorePrompt[] }
  | { readonly possible: false; readonly reason: string };

/** Returns how far a resource can be restored: as its kind, unless this one is an exception. */
export function restorabilityOf(kind: Kind, entry: ListedItem): Pick<Restorability, 'level' | 'text'> {
  const { level, text, restore } = kind.restorability;
  const exception = restore?.exception?.(entry);
  return exception === undefined
    ? { level, text: translateCatalogText(text) }
    : { level: 'none', text: translateCatalogText(exception) };
}

/** Returns whether a resource can be restored, and what the user must be asked for. */
export function restorable(before: DeletedResource): Restorable {
  const { restore } = before.kind.restorability;
  if (!restore) return { possible: false, reason: translateCatalogText(before.kind.restorability.text) };
  const exception = restore.exception?.(before.entry);
  if (exception !== undefined) return { possible: false, reason: translateCatalogText(exception) };
  return { possible: true, restore, asks: restore.prompts ?? [] };
}

/** Formats tags: `Name=edge-fw-1, team=net`. */
const formatTags = (tags: readonly (readonly [string, string])[]) =>
  tags.map(([key, value]) => `${key}=${value}`).join(', ');

/**
 * Plans the restore of a deleted resource. Returns a frozen plan; `now` is milliseconds since the epoch. Throws NotRestorableError when it
 * cannot be restored, an input of the user is invalid, or a value is unknown.
 */
export function createRestorePlan(
  before: DeletedResource,
  answers: Answers = {},
  now: number = Date.now(),
  accountLabel?: (accountId: string) => string,
): RestorePlan {
  const able = restorable(before);
  if (!able.possible) throw new NotRestorableError(able.reason);
  const { identity } = before.target;
  if (before.accountId !== undefined && before.accountId !== identity.accountId)
    throw new NotRestorableError(accountChangedText(before.accountId, identity, accountLabel));
  const resource = resourceFrom(before.kind, before.target, before.entry);
  if (!resource) throw new NotRestorableError(t('Its ID is unknown, so it cannot be restored.'));
  const { restore } = able;
  const made = restoreInput(before.kind, restore, before.entry, answers);
  if ('problem' in made) throw new NotRestorableError(made.problem);
  const redacted = redactedMember(made.input, []);
  if (redacted !== undefined) {
    throw new NotRestorableError(
      t(
        '{0} needs {1}, a secret that Teardown never stores, so it cannot be restored here.',
        restore.operation,
        redacted,
      ),
    );
  }
  const { restored, awsManaged, dropped } = partitionTags(before.kind, restore, before.entry);
  return Object.freeze({
    before: resource,
    operation: restore.operation,
    input: Object.freeze(made.input),
    brings: Object.freeze([
      restore.restores,
      ...(restored.length > 0 ? [t('Its tags: {0}.', formatTags(restored))] : []),
    ]),
    loses: Object.freeze([
      ...restore.notRestored,
      ...(dropped.length > 0 ? [t('Its tags are not restored: {0}.', formatTags(dropped))] : []),
      ...(awsManaged.length > 0
        ? [t('Tags that only AWS can set are not restored: {0}.', formatTags(awsManaged))]
        : []),
    ]),
    createdAt: now,
  });
}

/** Returns the path of the first member, at any depth, that stands for a secret, or has one cut out of its text. */
function redactedMember(value: unknown, path: readonly string[]): string | undefined {
  if (typeof value === 'string' && value.includes(REDACTED)) return path.join('.');
  if (typeof value !== 'object' || value === null || value instanceof Date) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = redactedMember(inner, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
