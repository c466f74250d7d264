import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from './run.mjs';

/** A text for users, as a bundle for translators has it. */
export interface Message {
  readonly message: string;
  /** A note for translators. It is a part of the key, so that one English text can have two translations. */
  readonly comment?: string;
}

/** All texts of the source. */
export interface Strings {
  /** By the key that `t` looks up. */
  readonly messages: ReadonlyMap<string, Message>;
  /** One line each, with file and line. */
  readonly problems: readonly string[];
}

/** Two words in a row are prose, which users read. */
const PROSE = /[A-Za-z]{2,} +[a-z]{2,}/;

/** What looks like prose and is not translated. */
const NOT_TRANSLATED: readonly (readonly [file: RegExp, text: RegExp, why: string])[] = [
  [/^catalog\//, /./, 'the catalogue is in English: docs/LANGUAGES.md'],
  [/^deletion\/scripts\//, /./, 'programs to be copied, which others may run'],
  [/^deletion\/execution\/callRecord\.ts$/, /./, 'the response channel keeps to the words of the wire'],
  [/^tools\//, /./, 'what a language model reads, as the descriptions of its tools'],
  [/^common\/secrets\/(redactor|spokenSecrets)\.ts$/, /./, 'patterns, and words that they compare'],
  [
    /^(views\/output\/listingFailureLogger|commands\/help\/(issueReportDocument|reportIssue))\.ts$/,
    /./,
    'the log and the report: others read them',
  ],
  [
    /^deletion\/planning\/owners\.ts$/,
    /^[A-Z][\w ]+ (stack|product|cluster|environment|group|request|service|pool)$/,
    "AWS's names",
  ],
];

/** Calls whose texts are for logs and for programmers. */
const NOT_READ = /^((Type|Schema)?Error|(this\.)?#?log\.\w+)$/;

/** Collects the texts of all calls of `t`, and finds prose outside them. */
export function stringsOfSource(): Strings {
  const messages = new Map<string, Message>();
  const problems: string[] = [];
  const folder = path.join(ROOT, 'src');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue;
    const name = file.replaceAll(path.sep, '/');
    const source = ts.createSourceFile(
      name,
      readFileSync(path.join(folder, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    collect(source, messages, (node, what) => {
      problems.push(`src/${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
    });
  }
  return { messages, problems };
}

type Tell = (node: ts.Node, what: string) => void;

function collect(source: ts.SourceFile, messages: Map<string, Message>, tell: Tell): void {
  const exempt = NOT_TRANSLATED.filter(([file]) => file.test(source.fileName));
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = node.expression.getText();
      if (callee === 't' || callee === 'vscode.l10n.t') {
        const message = messageOf(node, tell);
        if (message) messages.set(keyOf(message), message);
        if (!inFunction(node)) tell(node, 'this is made before the language is known: put it into a function');
        // Texts within texts are arguments.
        node.arguments?.slice(1).forEach(visit);
        return;
      }
      if (NOT_READ.test(callee)) return;
    }
    const text = textOf(node);
    if (text !== undefined && PROSE.test(text) && !exempt.some(([, allowed]) => allowed.test(text))) {
      tell(node, `people read this, and it does not go through t(): ${text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function inFunction(node: ts.Node): boolean {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent)
    if (ts.isFunctionLike(outer)) return true;
  return false;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? node.text : undefined;
}

/** Returns the key that both VS Code and @vscode/l10n look up. */
function keyOf({ message, comment }: Message): string {
  return comment === undefined ? message : `${message}/${comment}`;
}

/** Returns the text of a call of `t`. Rejects computed texts, which no translator could see. */
function messageOf(
  { arguments: args = ts.factory.createNodeArray() }: ts.CallExpression | ts.NewExpression,
  tell: Tell,
) {
  const [first, ...values] = args;
  if (!first) return undefined;
  if (ts.isStringLiteralLike(first)) {
    checkValues(first, first.text, values, tell);
    return { message: first.text };
  }
  const message = ts.isObjectLiteralExpression(first) ? literalMember(first, 'message') : undefined;
  const comment = ts.isObjectLiteralExpression(first) ? literalMember(first, 'comment') : undefined;
  if (message !== undefined && comment !== undefined) return { message, comment };
  tell(first, `the text is computed, so it cannot be translated: ${first.getText()}`);
  return undefined;
}

function literalMember(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  for (const member of object.properties) {
    if (!ts.isPropertyAssignment(member) || member.name.getText() !== name) continue;
    if (ts.isStringLiteralLike(member.initializer)) return member.initializer.text;
  }
  return undefined;
}

function checkValues(node: ts.Node, message: string, values: readonly ts.Expression[], tell: Tell): void {
  const highest = Math.max(-1, ...placeholders(message).map((one) => Number(one.slice(1, -1))));
  if (highest + 1 !== values.length) tell(node, `${values.length} values for the text: ${message}`);
}

/** Returns the placeholders of a text (`{0} of {1}`), each once, sorted. */
export function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g))].sort();
}
