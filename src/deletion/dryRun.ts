import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import type { AwsCaller } from '../aws/clients.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import { isRegionName, PARTITIONS } from '../aws/partitions.ts';
import type { Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Structure } from '../catalog/kind.ts';
import type { Resource } from '../inventory/resource.ts';
import { besides } from './besides.ts';
import type { StoredOutcome } from './journal/entry.ts';
import type { JournalWriter } from './journal/journalWriter.ts';
import { storedOutcome, type Intend } from './journaled.ts';
import { removalInput, type Guards } from './plan.ts';
import { readOnlyReason, resourceProtection } from './protection.ts';
import { recordOf, type RecordSink, type ResponseRecord } from './record.ts';
import { reasonOf } from './refusal.ts';

/** What a dry run told. */
export type DryRunResult =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied' | 'failed'; readonly failure: Failure; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'carriedOut' };

/** What a dry run is made with. */
export interface DryRunParts extends Guards {
  readonly caller: AwsCaller;
  readonly verify: (target: Target) => Promise<Verification>;
  readonly record: RecordSink;
  /** Writes down, on disk, that a removing call is about to leave. */
  readonly intend: Intend;
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
  const url = parsed(endpoint);
  if (!url) return false;
  return isOfAws(url) || allowed.some((other) => parsed(other)?.href === url.href);
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** What the names of AWS's API hosts end in; those over IPv6 too have names of their own. */
const SUFFIXES: ReadonlySet<string> = new Set([
  ...PARTITIONS.map(({ dnsSuffix }) => dnsSuffix),
  'api.aws',
  'api.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
]);

/**
 * Whether a URL is one of AWS's own API hosts: `ec2.eu-west-1.amazonaws.com`, or a VPC endpoint of such a service. Not every
 * name under AWS's domains is: `ec2-203-0-113-7.eu-west-1.compute.amazonaws.com` is a customer's machine.
 */
function isOfAws({ protocol, hostname, port, username, password, pathname }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '' || pathname !== '/') return false;
  const [, region, suffix = ''] =
    /^(?:vpce-[a-z0-9-]+\.)?(?:ec2|lightsail|directconnect)(?:-fips)?\.(?:([a-z]+(?:-[a-z]+)+-\d+)\.(?:vpce\.)?)?([a-z0-9.-]+)$/.exec(
      hostname,
    ) ?? [];
  return SUFFIXES.has(suffix) && (region === undefined || isRegionName(region));
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
  if (parts.protectionAt(target) === 'readOnly') return { kind: 'refused', reason: readOnlyReason(target.identity) };
  const protectedBy = resourceProtection(resource, parts.resourceRules());
  if (protectedBy !== undefined) return { kind: 'refused', reason: protectedBy };
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
  let log: JournalWriter;
  try {
    const planId = randomUUID();
    log = await parts.intend({ planId, action: 'dryRun', resource, operation, input, evidence: [] });
    await log.called({ dryRun: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', reason: t('It could not be written down, so nothing was called. {0}', message) };
  }
  const { result, record } = await ask(resource, input, parts);
  await besides(() => {
    parts.record(record);
  });
  await besides(() => log.response(record));
  await besides(() => log.outcome(storedResult(result)));
  return result;
}

/** Sends the dry run, once. */
async function ask(
  resource: Resource,
  input: Structure,
  { caller }: DryRunParts,
): Promise<{ readonly result: DryRunResult; readonly record: ResponseRecord }> {
  const { target, kind } = resource;
  const { operation } = kind.removal;
  try {
    const reply = await caller.call(target, kind.service, operation, input, { once: true });
    return { result: { kind: 'carriedOut' }, record: recordOf(resource, operation, reply, true) };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const record = recordOf(resource, operation, error, true);
    const { failure } = error;
    if (failure.cause === 'dryRun') return { result: { kind: 'allowed' }, record };
    const what = failure.cause === 'denied' ? 'denied' : 'failed';
    return { result: { kind: what, failure, reason: reasonOf(failure) }, record };
  }
}

/** A dry run's end as the journal keeps it. */
function storedResult(result: DryRunResult): Omit<StoredOutcome, 'at'> {
  switch (result.kind) {
    case 'allowed':
    case 'carriedOut':
      return { kind: result.kind };
    case 'refused':
      return { kind: 'cancelled', reason: result.reason };
    case 'denied':
    case 'failed':
      return storedOutcome(result);
  }
}
