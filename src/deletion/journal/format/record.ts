import type { Intent, StoredOutcome, StoredOutcomeKind, StoredResponse } from '../entry.ts';
import { ObjectReader, SchemaError } from './objectReader.ts';
import { parseStoredResource } from './parseStoredResource.ts';

/** The version of the records; others are not understood. */
export const VERSION = 1;

interface Common<Type extends string> {
  readonly type: Type;
  /** The entry's id. */
  readonly entry: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One line of a journal file, without its version. */
export type JournalRecord =
  | (Common<'intent'> & Intent)
  | (Common<'call'> & { readonly call: number; readonly dryRun: boolean })
  | (Common<'response'> & { readonly call: number } & StoredResponse)
  | (Common<'outcome'> & StoredOutcome);

/** A record, or why the line is none. */
export type ParseResult =
  | { readonly record: JournalRecord }
  | { readonly problem: 'malformed' | 'unknownVersion' | 'unknownType'; readonly message: string };

const OUTCOMES: Readonly<Record<StoredOutcomeKind, true>> = {
  deleted: true,
  alreadyDeleted: true,
  deleting: true,
  reverted: true,
  changed: true,
  blocked: true,
  denied: true,
  failed: true,
  canceled: true,
  unknown: true,
  allowed: true,
  executed: true,
  restored: true,
};
const OUTCOME_KINDS = Object.keys(OUTCOMES) as StoredOutcomeKind[];
const ACTIONS = ['delete', 'dryRun', 'restore'] as const;
const LEVELS = ['ok', 'warning', 'blocker', 'unknown'] as const;

/** Parses a line, given without its line break. Unknown members are dropped. */
export function parseRecord(text: string): ParseResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'malformed', message: 'no JSON' };
  }
  try {
    const shape = new ObjectReader(value);
    const version = shape.number('v');
    if (version !== VERSION) return { problem: 'unknownVersion', message: `version ${version}` };
    const record = recordFrom(shape);
    return record ? { record } : { problem: 'unknownType', message: `type ${String(shape.raw('type'))}` };
  } catch (error) {
    if (error instanceof SchemaError) return { problem: 'malformed', message: error.message };
    throw error;
  }
}

function recordFrom(shape: ObjectReader): JournalRecord | undefined {
  const entry = shape.text('entry');
  const at = shape.time('at');
  // An object that begins with a spread gets a hidden class of its own in Node 20: a sixth of the memory of a journal.
  switch (shape.text('type')) {
    case 'intent':
      return intentFrom(shape, entry, at);
    case 'call':
      return { type: 'call', entry, at, call: shape.number('call'), dryRun: shape.raw('dryRun') === true };
    case 'response':
      return { type: 'response', entry, at, call: shape.number('call'), ...responseFrom(shape) };
    case 'outcome':
      return { type: 'outcome', entry, at, ...outcomeFrom(shape) };
    default:
      return undefined;
  }
}

function intentFrom(shape: ObjectReader, entry: string, at: number): JournalRecord | undefined {
  const action = shape.oneOf('action', ACTIONS);
  const resource = parseStoredResource(shape.object('resource'));
  if (!action || !resource) return undefined;
  return {
    type: 'intent',
    entry,
    at,
    planId: shape.text('planId'),
    action,
    resource,
    operation: shape.text('operation'),
    input: shape.structure('input'),
    evidence: shape.list('evidence').map((value) => {
      const piece = new ObjectReader(value);
      return {
        check: piece.text('check'),
        level: piece.oneOf('level', LEVELS) ?? 'unknown',
        text: piece.text('text'),
        operation: piece.optionalString('operation') ?? '',
      };
    }),
    ...priceFrom(shape),
  };
}

/** Reads a price; none where it is damaged, for nothing depends on it. */
function priceFrom(shape: ObjectReader): Pick<Intent, 'monthlyListPrice'> {
  if (shape.raw('monthlyListPrice') === undefined) return {};
  const price = shape.object('monthlyListPrice');
  const [currency, amount] = [price.optionalString('currency'), price.optionalString('amount')];
  return currency === undefined || amount === undefined ? {} : { monthlyListPrice: { currency, amount } };
}

function responseFrom(shape: ObjectReader): Omit<StoredResponse, 'at'> {
  const status = shape.optionalNumber('status');
  const requestId = shape.optionalString('requestId');
  return {
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    attempts: shape.optionalNumber('attempts') ?? 1,
    durationMs: shape.optionalNumber('durationMs') ?? 0,
    body: shape.structure('body'),
  };
}

function outcomeFrom(shape: ObjectReader): Omit<StoredOutcome, 'at'> {
  const word = shape.text('kind');
  const kind = shape.oneOf('kind', OUTCOME_KINDS);
  const reason = shape.optionalString('reason') ?? (kind ? undefined : word);
  const code = shape.optionalString('code');
  const deniedAction = shape.optionalString('deniedAction');
  const newId = shape.optionalString('newId');
  return {
    kind: kind ?? 'unknown',
    ...(reason !== undefined && { reason }),
    ...(code !== undefined && { code }),
    ...(deniedAction !== undefined && { deniedAction }),
    ...(newId !== undefined && { newId }),
  };
}
