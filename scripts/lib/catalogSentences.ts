import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { USAGE_RULES } from '../../src/catalog/usage/index.ts';
import { splitSentences } from '../../src/common/text/sentences.ts';
import { ROOT } from './run.mjs';

/** The sentences of the catalog, with `{0}` for expressions. */
export interface CatalogSentences {
  readonly sentences: readonly string[];
  /** Sentences that are concatenated from pieces, with their files. */
  readonly problems: readonly string[];
}

/** Prose of generated pages, and errors for programmers. The reasons of `usage/` are no sentences: see `usageReasons`. */
const SKIPPED = /^(excludedOperations\.ts|model\/|usage\/|builder\/(?!applyDefaults))/;

/** A piece of a sentence: words that a translator would see without the rest. */
const PIECE = /^[ ,]|\b(is|are|it|them|its|their|remains?|uses?)\b/;

/** Collects the sentences of evidence and restorability from the catalog's source, and the reasons of `usage/`. */
export function catalogSentences(): CatalogSentences {
  const folder = path.join(ROOT, 'src/catalog');
  const sentences = new Set(usageReasons());
  const problems: string[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const name = file.replaceAll(path.sep, '/');
    if (!name.endsWith('.ts') || SKIPPED.test(name)) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const written = writtenText(node);
      if (written !== undefined && isSentence(written)) {
        for (const sentence of splitSentences(written).filter((one) => /[a-z]/i.test(one)))
          sentences.add(numbered(sentence));
        if (ts.isTemplateExpression(node)) {
          for (const piece of node.templateSpans
            .flatMap(({ expression }) => choices(expression))
            .filter((one) => PIECE.test(one)))
            problems.push(`src/catalog/${name}: "${written}" is glued from pieces: "${piece}"`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { sentences: [...sentences].sort(), problems };
}

/** Returns why something is used, unused or unknown, with a placeholder for AWS's states. */
function usageReasons(): readonly string[] {
  const reasons: string[] = [];
  JSON.stringify([...USAGE_RULES.values()], (member, value: unknown) => {
    if ((member === 'reason' || member === 'unused') && typeof value === 'string') reasons.push(value);
    return value;
  });
  return reasons.map((reason) => reason.replace(/^its state is .+$/, 'its state is {0}'));
}

/** Returns a literal, with a placeholder for each expression in it. */
function writtenText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }, at) => `{${at}}${literal.text}`).join('');
}

const isSentence = (text: string) => /^[A-Z{\d].*[\w)}"]\.$/.test(text) && /\w \w/.test(text.replaceAll(/[{}]/g, ''));

/** Numbers the placeholders of one sentence from 0. */
function numbered(sentence: string): string {
  const order = [...new Set(sentence.match(/\{\d+\}/g))];
  return sentence.replace(/\{\d+\}/g, (one) => `{${order.indexOf(one)}}`);
}

/** Returns the literals between which an expression chooses. */
function choices(expression: ts.Expression): readonly string[] {
  if (ts.isParenthesizedExpression(expression)) return choices(expression.expression);
  if (ts.isConditionalExpression(expression))
    return [...choices(expression.whenTrue), ...choices(expression.whenFalse)];
  const text = writtenText(expression);
  return text === undefined ? [] : [text];
}
