import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { isRegionName, PARTITIONS } from '../../aws/regions/partitions.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { CallerCheck } from '../../aws/identity/targetResolver.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import { errorMessage } from '../../common/errors.ts';
import type { StoredOutcome } from '../journal/entry.ts';
import type { JournalWriter } from '../journal/journalWriter.ts';
import { storedOutcome, type Intend } from '../journal/journalAdapters.ts';
import type { ProtectionPolicy } from './plan.ts';
import { deleteInput } from './deleteInput.ts';
import { readOnlyReason, resourceProtectionReason } from './protection.ts';
import { toCallRecord, type CallRecordListener, type ResponseRecord } from '../execution/callRecord.ts';
import { failureReason } from '../execution/classifyFailure.ts';

/** What a dry run told. */
export type DryRunResult =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied' | 'failed'; readonly failure: CallFailure; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'executed' };

/** What a dry run is made with. */
export interface DryRunDeps extends ProtectionPolicy {
  readonly client: AwsClient;
  readonly verify: (target: Target) => Promise<CallerCheck>;
  readonly onCallRecorded: CallRecordListener;
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
export function isDryRunEndpoint(endpoint: string | undefined, allowed: readonly string[]): boolean {
  if (endpoint === undefined) return true;
  const url = parseUrl(endpoint);
  if (!url) return false;
  return isAwsHost(url) || allowed.some((other) => parseUrl(other)?.href === url.href);
}

function parseUrl(url: string): URL | undefined {
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
function isAwsHost({ protocol, hostname, port, username, password, pathname }: URL): boolean {
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
export async function dryRun(resource: Resource, deps: DryRunDeps): Promise<DryRunResult> {
  const { target, kind } = resource;
  if (deps.protectionAt(target) === 'readOnly') return { kind: 'refused', reason: readOnlyReason(target.identity) };
  const protectedBy = resourceProtectionReason(resource, deps.resourceRules());
  if (protectedBy !== undefined) return { kind: 'refused', reason: protectedBy };
  const endpoint = target.endpoints[kind.service];
  if (!isDryRunEndpoint(endpoint, deps.allowedEndpoints())) {
    return {
      kind: 'refused',
      reason: t(
        '{0} is not an AWS endpoint. An endpoint that ignores DryRun performs the deletion. If this one supports DryRun, add it to the setting teardown.dryRunEndpoints.',
        endpoint ?? '',
      ),
    };
  }
  const verification = await deps.verify(target);
  if (verification.result !== 'unchanged') return { kind: 'refused', reason: verification.error.message };
  const { operation } = kind.action;
  const input = { ...deleteInput(resource), DryRun: true };
  let log: JournalWriter;
  try {
    const planId = randomUUID();
    log = await deps.intend({ planId, action: 'dryRun', resource, operation, input, evidence: [] });
    await log.recordCall({ dryRun: true });
  } catch (error) {
    const message = errorMessage(error);
    return { kind: 'refused', reason: t('The journal could not be written, so no request was sent. {0}', message) };
  }
  const { result, record } = await sendDryRun(resource, input, deps);
  await bestEffort(() => {
    deps.onCallRecorded(record);
  });
  await bestEffort(() => log.recordResponse(record));
  await bestEffort(() => log.recordOutcome(storedResult(result)));
  return result;
}

/** Sends the dry run, once. */
async function sendDryRun(
  resource: Resource,
  input: Structure,
  { client }: DryRunDeps,
): Promise<{ readonly result: DryRunResult; readonly record: ResponseRecord }> {
  const { target, kind } = resource;
  const { operation } = kind.action;
  try {
    const reply = await client.call(target, kind.service, operation, input, { noRetry: true });
    return { result: { kind: 'executed' }, record: toCallRecord(resource, operation, reply, true) };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const record = toCallRecord(resource, operation, error, true);
    const { failure } = error;
    if (failure.cause === 'dryRun') return { result: { kind: 'allowed' }, record };
    const what = failure.cause === 'denied' ? 'denied' : 'failed';
    return { result: { kind: what, failure, reason: failureReason(failure) }, record };
  }
}

/** A dry run's end as the journal keeps it. */
function storedResult(result: DryRunResult): Omit<StoredOutcome, 'at'> {
  switch (result.kind) {
    case 'allowed':
    case 'executed':
      return { kind: result.kind };
    case 'refused':
      return { kind: 'canceled', reason: result.reason };
    case 'denied':
    case 'failed':
      return storedOutcome(result);
  }
}
