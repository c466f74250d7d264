import type { HttpRequest } from '../request.ts';
import type { Sandbox } from '../sandbox.ts';
import { patchSettings } from '../settings.ts';
import type { FaultSpec, Fields, IdentitySpec, RequestFilter } from '../types.ts';
import { BULK_KINDS, addMany } from '../world/bulk.ts';
import { KINDS } from '../world/kinds.ts';
import { ControlApiError, listRows, patchRow, putRow, deleteSilently } from './state.ts';
import type { RowAddress } from './state.ts';
import { putItems } from './scene.ts';
import { errorMessage } from '../../src/common/errors.ts';

/** A response of the control API. */
export interface ControlReply {
  readonly status: number;
  readonly body: unknown;
}

/** The parameters and body of a control request. */
interface ControlRequest {
  readonly query: URLSearchParams;
  readonly body: Fields;
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new ControlApiError(`${name} must be a string`);
  return value;
}

function addressOf(fields: Fields): RowAddress {
  return { account: text(fields, 'account'), region: text(fields, 'region'), kind: text(fields, 'kind') };
}

const optional = (fields: Fields, name: string): string | undefined =>
  fields[name] === undefined ? undefined : text(fields, name);

function item(fields: Fields): Fields {
  const value = fields['item'];
  if (typeof value !== 'object' || value === null) throw new ControlApiError('item must be an object');
  return value as Fields;
}

function requestFilter(query: URLSearchParams): RequestFilter {
  const { after, ...texts } = Object.fromEntries(query);
  return { ...texts, ...(after !== undefined && { after: Number(after) }) };
}

const DONE = {};

/** Handlers by method and path. Their results become JSON. */
const ROUTES: Readonly<Record<string, (sandbox: Sandbox, request: ControlRequest) => unknown>> = {
  'GET info': (sandbox) => ({
    now: new Date(sandbox.now()).toISOString(),
    settings: sandbox.settings,
    accounts: [...sandbox.world.accounts.values()],
    kinds: Object.keys(KINDS),
    bulkKinds: BULK_KINDS,
  }),
  'POST reset': (sandbox) => {
    sandbox.reset();
    return DONE;
  },
  'GET settings': (sandbox) => sandbox.settings,
  'PATCH settings': (sandbox, { body }) => (sandbox.settings = patchSettings(sandbox.settings, body)),

  'GET requests': (sandbox, { query }) => sandbox.log.list(requestFilter(query)),
  'DELETE requests': (sandbox) => {
    sandbox.log.clear();
    return DONE;
  },

  'GET faults': (sandbox) => sandbox.faults.list(),
  'POST faults': (sandbox, { body }) => {
    if (typeof body['match'] !== 'object' || typeof body['effect'] !== 'object') {
      throw new ControlApiError('A fault needs a match and an effect');
    }
    return { id: sandbox.faults.add(body as unknown as FaultSpec) };
  },
  'DELETE faults': (sandbox, { query }) => {
    sandbox.faults.remove(query.get('id') ?? undefined);
    return DONE;
  },

  'GET state': (sandbox, { query }) => listRows(sandbox, addressOf(Object.fromEntries(query))),
  'PUT state': (sandbox, { body }) => putRow(sandbox, addressOf(body), item(body), optional(body, 'parent')),
  'PATCH state': (sandbox, { body }) => patchRow(sandbox, addressOf(body), text(body, 'id'), item(body)),
  'DELETE state': (sandbox, { query }) => {
    const { account, ...rest } = Object.fromEntries(query);
    if (account === undefined) throw new ControlApiError('account is required');
    return { count: deleteSilently(sandbox, { account, ...rest }) };
  },
  'PUT items': (sandbox, { body }) => {
    const items = body['items'];
    if (!Array.isArray(items)) throw new ControlApiError('items must be a list');
    const at = { account: text(body, 'account'), region: text(body, 'region'), operation: text(body, 'operation') };
    putItems(sandbox, at, items as Fields[], optional(body, 'parent'));
    return DONE;
  },
  'POST bulk': (sandbox, { body }) => {
    const { account, region, kind } = addressOf(body);
    if (!BULK_KINDS.includes(kind)) throw new ControlApiError(`${kind} cannot be created in bulk`);
    const prefix = optional(body, 'prefix') ?? 'bulk-';
    addMany(sandbox.world, { account, region }, kind, Number(body['count'] ?? 0), prefix, sandbox.now());
    return DONE;
  },
  'POST settle': (sandbox, { body }) => {
    const steps = body['steps'];
    sandbox.world.settle(sandbox.now(), typeof steps === 'number' ? steps : undefined);
    return DONE;
  },

  'GET identities': (sandbox) => [...sandbox.world.identities.values()],
  'PUT identities': (sandbox, { body }) => {
    const identity = { deny: [], ...body } as unknown as IdentitySpec;
    sandbox.world.identities.set(text(body, 'accessKeyId'), identity);
    const partition = /^arn:([^:]+):/.exec(identity.arn)?.[1] ?? 'aws';
    const id = text(body, 'accountId');
    if (!sandbox.world.accounts.has(id)) sandbox.world.accounts.set(id, { id, partition, alias: undefined });
    return DONE;
  },
  'PUT optedIn': (sandbox, { body }) => {
    const id = text(body, 'account');
    const account = sandbox.world.accounts.get(id);
    const regions = body['regions'];
    if (account === undefined) throw new ControlApiError(`No account ${id}`);
    if (!Array.isArray(regions)) throw new ControlApiError('regions must be a list');
    sandbox.world.accounts.set(id, { ...account, optedIn: regions.map(String) });
    return DONE;
  },
  'PUT roles': (sandbox, { body }) => {
    const arn = text(body, 'arn');
    const accountId = arn.split(':')[4] ?? '';
    const deny = Array.isArray(body['deny']) ? body['deny'].map(String) : [];
    sandbox.world.roles.set(arn, { arn, accountId, mfaSerial: optional(body, 'mfaSerial'), deny });
    return DONE;
  },
};

/**
 * Handles a request whose path begins with `/_sandbox/`. Returns 400 with `error` for an invalid request, 404 for an
 * unknown path, 500 for a defect of the sandbox.
 */
export function control(sandbox: Sandbox, request: HttpRequest): ControlReply {
  const route = ROUTES[`${request.method} ${request.url.pathname.slice('/_sandbox/'.length)}`];
  if (route === undefined)
    return { status: 404, body: { error: `Unknown path. Known paths: ${Object.keys(ROUTES).join(', ')}` } };
  try {
    const body = JSON.parse(request.body === '' ? '{}' : request.body) as Fields;
    return { status: 200, body: route(sandbox, { query: request.url.searchParams, body }) };
  } catch (error) {
    const isInvalid = error instanceof ControlApiError || error instanceof SyntaxError;
    return { status: isInvalid ? 400 : 500, body: { error: errorMessage(error) } };
  }
}
