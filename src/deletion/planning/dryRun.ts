import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { isRegionName, PARTITIONS } from '../../aws/regions/partitions.ts';
import type { Throttle } from '../../aws/throttling/throttle.ts';
import type { ThrottleRegistry } from '../../aws/throttling/throttleRegistry.ts';
import type { Resource } from '../../inventory/resource.ts';
import { failureReason } from '../execution/classifyFailure.ts';
import type { MutationDeps, RequestThrottle } from '../execution/mutation.ts';
import { MutationRunner } from '../execution/mutationRunner.ts';
import type { StoredOutcome } from '../journal/entry.ts';
import { storedOutcome } from '../journal/format/storedOutcome.ts';
import { deleteInput } from './deleteInput.ts';
import type { ProtectionPolicy } from './plan.ts';
import { readOnlyReason, resourceProtectionReason } from './protection.ts';

/** What AWS decided about a request. */
type Decision =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied'; readonly failure: CallFailure; readonly reason: string }
  | { readonly kind: 'failed'; readonly failure: CallFailure; readonly reason: string }
  /** The endpoint ignored `DryRun`. */
  | { readonly kind: 'executed' };

/** The result of a dry run; `refused` where it was not sent. */
export type DryRunResult = Decision | { readonly kind: 'refused'; readonly reason: string };

/** The dependencies of a dry run. */
export interface DryRunDeps extends ProtectionPolicy, MutationDeps {
  /** The endpoints, beside AWS's own, that honor `DryRun`. */
  readonly allowedEndpoints: () => readonly string[];
  readonly throttles: ThrottleRegistry;
}

/**
 * Returns whether a dry run may be sent to an endpoint; undefined stands for AWS's own. An endpoint that ignores `DryRun` performs
 * the deletion, so only AWS's own hosts and the endpoints that the user has allowed qualify.
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

/** The domains of AWS's API hosts, dual-stack ones included. */
const SUFFIXES: ReadonlySet<string> = new Set([
  ...PARTITIONS.map(({ dnsSuffix }) => dnsSuffix),
  'api.aws',
  'api.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
]);

/**
 * Returns whether a URL is one of AWS's own API hosts: `ec2.eu-west-1.amazonaws.com`, or a VPC endpoint of such a service. Not every
 * host under AWS's domains is: `ec2-203-0-113-7.eu-west-1.compute.amazonaws.com` is a customer's machine.
 */
function isAwsHost({ protocol, hostname, port, username, password, pathname }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '' || pathname !== '/') return false;
  const [, region, suffix = ''] =
    /^(?:vpce-[a-z0-9-]+\.)?(?:ec2|lightsail|directconnect)(?:-fips)?\.(?:([a-z]+(?:-[a-z]+)+-\d+)\.(?:vpce\.)?)?([a-z0-9.-]+)$/.exec(
      hostname,
    ) ?? [];
  return SUFFIXES.has(suffix) && (region === undefined || isRegionName(region));
}

/** Waits for the pause and the rate of the throttle, but not for a slot: a running plan may hold all of them for long. */
function withoutSlots(throttle: Throttle): RequestThrottle {
  return {
    run: (task) => task(),
    waitUntilReady: (signal) => throttle.waitUntilReady(signal),
    onThrottled: () => {
      throttle.onThrottled();
    },
    onSuccess: () => {
      throttle.onSuccessOutsideSlot();
    },
  };
}

/**
 * Checks by dry run whether AWS permits the deletion of a resource whose kind has `DryRun`. Returns 412 `DryRunOperation` as
 * `allowed`, 403 `UnauthorizedOperation` as `denied`, and a success as the unintended deletion that it is. Never throws. An aborted
 * signal stops it before it is sent.
 */
export async function dryRun(resource: Resource, deps: DryRunDeps, signal?: AbortSignal): Promise<DryRunResult> {
  const { kind, target } = resource;
  const { operation } = kind.action;
  const { mutations } = deps.throttles.for(target, kind.service, operation);
  const ended = await new MutationRunner(deps).run<{ readonly result: Decision }>({
    ...{ action: 'dryRun', planId: randomUUID(), resource, operation, evidence: [] },
    input: { ...deleteInput(resource), DryRun: true },
    ...{ throttle: withoutSlots(mutations), maxRetries: 0, ...(signal && { signal }) },
    guard: () => vetoReason(resource, deps),
    wait: (response) => Promise.resolve({ result: resultOf(response) }),
    stored: ({ result }) => storedResult(result),
  });
  return 'result' in ended ? ended.result : { kind: 'refused', reason: ended.reason };
}

/** Returns why the dry run must not be sent. */
function vetoReason(resource: Resource, deps: DryRunDeps): string | undefined {
  const { target, kind } = resource;
  if (deps.protectionAt(target) === 'readOnly') return readOnlyReason(target.identity, deps.accountLabel);
  const protectedBy = resourceProtectionReason(resource, deps.resourceRules());
  if (protectedBy !== undefined) return protectedBy;
  const endpoint = target.endpoints[kind.service];
  if (isDryRunEndpoint(endpoint, deps.allowedEndpoints())) return undefined;
  return t(
    '{0} is not an AWS endpoint. An endpoint that ignores DryRun performs the deletion. If this one supports DryRun, add it to the setting teardown.dryRunEndpoints.',
    endpoint ?? '',
  );
}

function resultOf(response: AwsResponse | AwsCallError): Decision {
  if (!(response instanceof AwsCallError)) return { kind: 'executed' };
  const { failure } = response;
  if (failure.cause === 'dryRun') return { kind: 'allowed' };
  const reason = failureReason(failure);
  return failure.cause === 'denied' ? { kind: 'denied', failure, reason } : { kind: 'failed', failure, reason };
}

function storedResult(result: Decision): Omit<StoredOutcome, 'at'> {
  return 'failure' in result ? storedOutcome(result) : { kind: result.kind };
}
