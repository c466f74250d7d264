import type { Intent, StoredAnswer, StoredOutcome, StoredOutcomeKind } from './entry.ts';
import { Shape, ShapeError } from './shape.ts';
import { storedResourceFrom } from './storedShape.ts';

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
export type Line =
  | (Common<'intent'> & Intent)
  | (Common<'call'> & { readonly call: number; readonly dryRun: boolean })
  | (Common<'response'> & { readonly call: number } & StoredAnswer)
  | (Common<'outcome'> & StoredOutcome)
  | (Common<'note'> & { readonly text: string });

/** A line, or why it is none that could be used. */
export type ParsedLine =
  | { readonly line: Line }
  | { readonly problem: 'garbled' | 'unknownVersion' | 'unknownType'; readonly message: string };

const OUTCOMES: Readonly<Record<StoredOutcomeKind, true>> = {
  gone: true,
  alreadyGone: true,
  deleting: true,
  reverted: true,
  changed: true,
  blocked: true,
  denied: true,
  failed: true,
  cancelled: true,
  unknown: true,
  allowed: true,
  carriedOut: true,
  restored: true,
};
const OUTCOME_KINDS = Object.keys(OUTCOMES) as StoredOutcomeKind[];
const ACTIONS = ['remove', 'dryRun', 'restore'] as const;
const LEVELS = ['ok', 'warning', 'blocker', 'unknown'] as const;

/**
 * Reads one line.
 *
 * @param text the line, without its line break
 * @returns the line with all members that are known, and no other; or why it cannot be used
 */
export function parseLine(text: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'garbled', message: 'no JSON' };
  }
  try {
    const shape = new Shape(value);
    const version = shape.number('v');
    if (version !== VERSION) return { problem: 'unknownVersion', message: `version ${version}` };
    const line = lineFrom(shape);
    return line ? { line } : { problem: 'unknownType', message: `type ${String(shape.any('type'))}` };
  } catch (error) {
    if (error instanceof ShapeError) return { problem: 'garbled', message: error.message };
    throw error;
  }
}

function lineFrom(shape: Shape): Line | undefined {
  const common = { entry: shape.text('entry'), at: shape.number('at') };
  switch (shape.text('type')) {
    case 'intent':
      return intentFrom(shape, common);
    case 'call':
      return { ...common, type: 'call', call: shape.number('call'), dryRun: shape.any('dryRun') === true };
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

function intentFrom(shape: Shape, common: { entry: string; at: number }): Line | undefined {
  const action = shape.oneOf('action', ACTIONS);
  const resource = storedResourceFrom(shape.inner('resource'));
  if (!action || !resource) return undefined;
  const of = shape.maybeText('of');
  return {
    ...common,
    type: 'intent',
    planId: shape.text('planId'),
    action,
    resource,
    operation: shape.text('operation'),
    input: shape.structure('input'),
    evidence: shape.list('evidence').map((value) => {
      const piece = new Shape(value);
      return {
        check: piece.text('check'),
        level: piece.oneOf('level', LEVELS) ?? 'unknown',
        text: piece.text('text'),
        operation: piece.maybeText('operation') ?? '',
      };
    }),
    ...(of !== undefined && { of }),
  };
}

function answerFrom(shape: Shape): Omit<StoredAnswer, 'at'> {
  const status = shape.maybeNumber('status');
  const requestId = shape.maybeText('requestId');
  return {
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    attempts: shape.maybeNumber('attempts') ?? 1,
    durationMs: shape.maybeNumber('durationMs') ?? 0,
    body: shape.structure('body'),
  };
}

function outcomeFrom(shape: Shape): Omit<StoredOutcome, 'at'> {
  const word = shape.text('kind');
  const kind = shape.oneOf('kind', OUTCOME_KINDS);
  const reason = shape.maybeText('reason') ?? (kind ? undefined : word);
  const code = shape.maybeText('code');
  const deniedAction = shape.maybeText('deniedAction');
  const newId = shape.maybeText('newId');
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
