import type { Intent, StoredAnswer, StoredOutcome, StoredOutcomeKind } from '../entry.ts';
import { ObjectReader, SchemaError } from './objectReader.ts';
import { parseStoredResource } from './parseStoredResource.ts';

/** The version of the lines that are written, and the only one that is understood. */
export const VERSION = 1;

interface Common<Type extends string> {
  readonly type: Type;
  /** The entry's id. */
  readonly entry: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A line of a journal file, without its version. */
export type JournalRecord =
  | (Common<'intent'> & Intent)
  | (Common<'call'> & { readonly call: number; readonly dryRun: boolean })
  | (Common<'response'> & { readonly call: number } & StoredAnswer)
  | (Common<'outcome'> & StoredOutcome)
  | (Common<'note'> & { readonly text: string });

/** A line, or why it is none that could be used. */
export type ParseResult =
  | { readonly line: JournalRecord }
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

/**
 * Reads one line.
 *
 * @param text the line, without its line break
 * @returns the line with all members that are known, and no other; or why it cannot be used
 */
export function parseLine(text: string): ParseResult {
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
    const line = parseRecord(shape);
    return line ? { line } : { problem: 'unknownType', message: `type ${String(shape.raw('type'))}` };
  } catch (error) {
    if (error instanceof SchemaError) return { problem: 'malformed', message: error.message };
    throw error;
  }
}

function parseRecord(shape: ObjectReader): JournalRecord | undefined {
  const common = { entry: shape.text('entry'), at: shape.number('at') };
  switch (shape.text('type')) {
    case 'intent':
      return intentFrom(shape, common);
    case 'call':
      return { ...common, type: 'call', call: shape.number('call'), dryRun: shape.raw('dryRun') === true };
    case 'response':
      return { ...answerFrom(shape), ...common, type: 'response', call: shape.number('call') };
    case 'outcome':
      return { ...outcomeFrom(shape), ...common, type: 'outcome' };
    case 'note':
      return { ...common, type: 'note', text: shape.text('text') };
    default:
      return undefined;
  }
}

function intentFrom(shape: ObjectReader, common: { entry: string; at: number }): JournalRecord | undefined {
  const action = shape.oneOf('action', ACTIONS);
  const resource = parseStoredResource(shape.object('resource'));
  if (!action || !resource) return undefined;
  const of = shape.optionalString('of');
  return {
    ...common,
    type: 'intent',
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
    ...(of !== undefined && { of }),
  };
}

function answerFrom(shape: ObjectReader): Omit<StoredAnswer, 'at'> {
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
  const blockers = shape.list('blockers').filter((name) => typeof name === 'string');
  return {
    kind: kind ?? 'unknown',
    ...(reason !== undefined && { reason }),
    ...(code !== undefined && { code }),
    ...(deniedAction !== undefined && { deniedAction }),
    ...(blockers.length > 0 && { blockers }),
    ...(newId !== undefined && { newId }),
  };
}
