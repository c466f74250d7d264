import { t } from '@vscode/l10n';
import { sourceLabel, type Target } from '../aws/target.ts';
import type { EvidenceLevel } from '../catalog/kind.ts';
import type { Resource } from '../inventory/resource.ts';
import { fitting, visible } from '../text/visible.ts';
import type { Evidence } from './evidence.ts';
import type { PlanItem } from './plan.ts';
import { protectionWord, type ProtectionLevel } from './protection.ts';
import { factText, spokenName, titleCase, verbForms } from './words.ts';

/** What a person is asked before anything is removed. */
export interface Question {
  /** The thing first: `Delete route server peer "edge-fw-1"?` */
  readonly title: string;
  /** Where it is, and what follows from it, a line each. */
  readonly detail: string;
  /** The verb and the noun on the button; undefined when it cannot be removed now, and only a look is offered. */
  readonly button?: string;
}

/** The sign before each line of evidence: level by sign and word order, not by colour. */
const SIGN: Readonly<Record<EvidenceLevel, string>> = { blocker: '×', warning: '!', ok: '·', unknown: '?' };

/** How long one line of evidence may get before it is cut; the whole of it is in the details. */
const LINE_LIMIT = 240;

/**
 * Where a resource is, as every dialog says it.
 *
 * @param target the target
 * @param protection its protection, named where there is one
 * @returns for instance `Profile dev · account 111122223333 · eu-west-1`
 */
export function whereLine(target: Target, protection?: ProtectionLevel): string {
  const { source, accountId } = target.identity;
  const who = source.kind === 'profile' ? t('Profile {0}', fitting(source.name, 64)) : sourceLabel(source);
  const guard = protection === undefined ? [] : [protectionWord(protection)];
  return [who, t('account {0}', accountId), target.region, ...guard].join(' · ');
}

/**
 * What a resource is, in one line: its id, whole, and the facts by which one knows it.
 *
 * @param resource the resource
 * @param now milliseconds since the epoch
 * @returns for instance `rsp-0f2e… · peer 10.0.4.17 · AS65010`
 */
export function whatLine(resource: Resource, now: number): string {
  const facts = resource.kind.facts.flatMap((fact) => {
    const value = fact.of(resource.entry);
    return fact.dialog === undefined || value === undefined
      ? []
      : [fact.dialog.replace('{}', () => factText(value, now))];
  });
  return [visible(resource.id), ...facts].join(' · ');
}

function lines(evidence: readonly Evidence[], level: EvidenceLevel): string[] {
  return evidence
    .filter((piece) => piece.level === level)
    .map(({ text }) => `${SIGN[level]} ${fitting(text, LINE_LIMIT)}`);
}

/**
 * Writes the question about one resource: consequence, place, name and evidence, in this order.
 *
 * @param item the planned removal
 * @param now milliseconds since the epoch
 * @returns the question, all of it plain text with nothing invisible in it
 */
export function questionAbout(item: PlanItem, now: number): Question {
  const { resource, evidence } = item;
  const { kind } = resource;
  const verb = verbForms(kind.removal.verb);
  const name = spokenName(resource);
  const blockers = lines(evidence, 'blocker');
  const wayBack = `${kind.wayBack.level === 'none' ? SIGN.warning : '+'} ${kind.wayBack.text}`;
  const consequences =
    blockers.length > 0
      ? blockers
      : [...lines(evidence, 'warning'), wayBack, ...lines(evidence, 'ok'), ...lines(evidence, 'unknown')];
  const detail = [whatLine(resource, now), whereLine(resource.target, item.protection), '', ...consequences].join('\n');
  if (blockers.length > 0) {
    return { title: t('{0} "{1}" cannot be {2} now', capital(kind.noun), name, verb.participle), detail };
  }
  return {
    title: t('{0} {1} "{2}"?', verb.imperative, kind.noun, name),
    detail,
    button: `${verb.imperative} ${titleCase(kind.noun)}`,
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
