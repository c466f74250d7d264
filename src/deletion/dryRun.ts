import { t } from '@vscode/l10n';
import type { AwsCaller } from '../aws/clients.ts';
import { explain } from '../aws/explain.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import type { Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Resource } from '../inventory/resource.ts';
import { removalInput } from './plan.ts';
import { recordOf, type RecordSink } from './record.ts';

/** What a dry run told. */
export type DryRunResult =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied' | 'failed'; readonly failure: Failure; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'carriedOut' };

/** What a dry run is made with. */
export interface DryRunParts {
  readonly caller: AwsCaller;
  readonly verify: (target: Target) => Promise<Verification>;
  readonly record: RecordSink;
  /** The endpoints, beside AWS's own, that are known to honour `DryRun`. */
  readonly allowedEndpoints: () => readonly string[];
}

/**
 * Whether a dry run may be sent there. It is a removing call that asks not to be carried out, and a server that does not
 * know the word removes: so it goes to AWS's own hosts, and to endpoints that the user has named.
 *
 * @param endpoint the endpoint that was configured; undefined for AWS's own
 * @param allowed the endpoints that the user has named
 * @returns whether it may be sent
 */
export function mayDryRun(endpoint: string | undefined, allowed: readonly string[]): boolean {
  if (endpoint === undefined) return true;
  const url = normalised(endpoint);
  if (url === undefined) return false;
  if (/^https:\/\/[^/]+\.(amazonaws\.com(\.cn)?|api\.aws)\//.test(url)) return true;
  return allowed.some((other) => normalised(other) === url);
}

function normalised(url: string): string | undefined {
  try {
    return new URL(url).href;
  } catch {
    return undefined;
  }
}

/**
 * Asks AWS whether a resource might be removed, without removing it.
 *
 * @param resource a resource whose kind has `DryRun`
 * @param parts the way to AWS, and what may be asked where
 * @returns 412 `DryRunOperation` as `allowed`, 403 `UnauthorizedOperation` as `denied`, a success as the unintended deletion
 *   that it is
 */
export async function dryRun(resource: Resource, parts: DryRunParts): Promise<DryRunResult> {
  const { target, kind } = resource;
  const endpoint = target.endpoints[kind.service];
  if (!mayDryRun(endpoint, parts.allowedEndpoints())) {
    return {
      kind: 'refused',
      reason: t(
        '{0} is not AWS itself: a server that does not know DryRun would really remove it. If it does know DryRun, add it to the setting teardown.dryRunEndpoints.',
        endpoint ?? '',
      ),
    };
  }
  const verification = await parts.verify(target);
  if (verification.result !== 'same') return { kind: 'refused', reason: verification.error.message };
  const { operation } = kind.removal;
  const input = { ...removalInput(resource), DryRun: true };
  try {
    const reply = await parts.caller.call(target, kind.service, operation, input, { once: true });
    parts.record(recordOf(resource, operation, reply, true));
    return { kind: 'carriedOut' };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    parts.record(recordOf(resource, operation, error, true));
    const { failure } = error;
    if (failure.cause === 'dryRun') return { kind: 'allowed' };
    const { what, next } = explain(failure);
    return {
      kind: failure.cause === 'denied' ? 'denied' : 'failed',
      failure,
      reason: next === undefined ? what : `${what} ${next}`,
    };
  }
}
