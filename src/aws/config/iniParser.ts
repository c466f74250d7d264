import { t } from '@vscode/l10n';
import { commentStart, indentOf, splitLines, strip, stripEnd } from './pythonText.ts';

/** A setting of a section. Its value may be a secret: no message contains it. */
export interface IniSetting {
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
  /** True where a comment after the value was cut off, which the AWS CLI does not do. */
  readonly commentCut?: true;
}

/** A section such as `[profile dev]`; nested settings have the key `outer.inner`, as in `ec2.endpoint_url`. */
export interface IniSection {
  /** The text between the brackets, trimmed: `profile dev`. */
  readonly header: string;
  /** True for `[ dev ]`: the AWS CLI takes the spaces as part of the name. */
  readonly padded: boolean;
  readonly line: number;
  readonly settings: ReadonlyMap<string, IniSetting>;
}

/** A line that cannot be read, or that reads differently from what it looks like. */
export interface IniProblem {
  readonly line: number;
  readonly message: string;
}

/** A parsed file. Sections keep their order; one that is written twice is here twice. */
export interface IniFile {
  readonly sections: readonly IniSection[];
  readonly problems: readonly IniProblem[];
}

interface OpenSection extends IniSection {
  readonly settings: Map<string, IniSetting>;
}

/** A setting whose value may go on in the lines below. */
interface OpenOption {
  readonly key: string;
  readonly line: number;
  readonly lines: IniLine[];
}

interface IniLine {
  readonly text: string;
  readonly line: number;
}

/** Settings that hold one value, never a nested block. In a `services` section the names of services come in their place. */
const SCALAR =
  /^(aws_.*|role_.*|sso_.*|source_profile|credential_.*|web_identity_.*|login_session|mfa_serial|external_id|duration_.*|region|services|endpoint_url)$/;

/**
 * Parses an AWS config or credentials file as the AWS CLI does: Python's `RawConfigParser` plus botocore's nested
 * blocks (botocore `configloader.raw_config_parse`,
 * https://docs.python.org/3/library/configparser.html#supported-ini-file-structure). Where the AWS CLI rejects the
 * whole file, this reports the line and reads the rest. docs/PROFILES.md lists the differences. Accepts CRLF and CR
 * line ends and a byte order mark. Never throws.
 *
 * The SDK's parser (`@smithy/shared-ini-file-loader`, 4.7) has no line numbers, reports nothing and does not see names
 * with spaces. After a header without its bracket (`[prod`) it assigns the keys that follow to the profile above; this
 * parser assigns them to none.
 */
export function parseIni(text: string): IniFile {
  const parser = new IniParser();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) parser.read(raw, index + 1);
  return parser.finish();
}

class IniParser {
  readonly #sections: OpenSection[] = [];
  readonly #problems: IniProblem[] = [];
  #section: OpenSection | 'none' | 'broken' = 'none';
  #option: OpenOption | undefined;
  /** The lines of the section's settings. */
  #written = new Map<string, number>();
  /** The indentation of the last header or setting: a line that is indented deeper continues the setting. */
  #indent = 0;

  read(raw: string, line: number): void {
    const content = strip(raw);
    if (/^[#;]/.test(content)) return;
    if (content === '') {
      this.#option?.lines.push({ text: '', line });
      return;
    }
    const indent = indentOf(raw);
    if (this.#option !== undefined && indent > this.#indent) {
      this.#option.lines.push({ text: content, line });
      return;
    }
    this.#closeOption();
    this.#indent = indent;
    if (content.startsWith('[')) this.#openSection(content, line);
    else this.#openOption(content, line);
  }

  finish(): IniFile {
    this.#closeOption();
    return { sections: this.#sections, problems: this.#problems.sort((a, b) => a.line - b.line) };
  }

  #openSection(content: string, line: number): void {
    this.#written = new Map();
    const text = /^\[(.+)\]/.exec(content)?.[1];
    const header = strip(text ?? '');
    if (text === undefined || header === '') {
      this.#section = 'broken';
      const message = content.startsWith('[]')
        ? t('This section has no name: the settings under it belong to no profile.')
        : t('This section header has no closing "]": the settings under it belong to no profile.');
      this.#problem(line, message);
      return;
    }
    if (header.includes(']')) {
      this.#problem(line, t('This header ends at its last "]". Write the comment on a line of its own.'));
    }
    this.#section = { header, padded: header !== text, line, settings: new Map() };
    this.#sections.push(this.#section);
  }

  #openOption(content: string, line: number): void {
    const end = content.search(/[=:]/);
    const key = strip(content.slice(0, end)).toLowerCase();
    if (end === -1 || key === '') {
      this.#problem(line, t('This line is neither a [section] nor "key = value".'));
      return;
    }
    if (this.#section === 'none') this.#problem(line, t('This setting stands before the first [section].'));
    this.#option = { key, line, lines: [{ text: strip(content.slice(end + 1)), line }] };
  }

  #closeOption(): void {
    const option = this.#option;
    this.#option = undefined;
    if (option === undefined || typeof this.#section === 'string') return;
    const { key, line, lines } = option;
    const { settings, header } = this.#section;
    this.#forgetEarlier(key, line, settings);
    // No AWS setting has a dot in its name; here a dot marks a nested one.
    if (key.includes('.')) return;
    const [first, ...more] = lines;
    const { text: value, cut } = withoutComment(key, first?.text ?? '');
    const rest = more.filter(({ text }) => text !== '');
    const commentCut = cut ? { commentCut: true as const } : {};
    if (value !== '' || rest.length === 0) {
      const joined = stripEnd([value, ...more.map(({ text }) => text)].join('\n'));
      settings.set(key, { value: joined, line, ...commentCut });
      this.#reportContinued(key, rest);
      return;
    }
    if (SCALAR.test(key) && !header.startsWith('services')) {
      this.#problem(line, t('{0} has no value: the indented lines under it are read as a nested block.', key));
      settings.set(key, { value: '', line });
    }
    if (cut) this.#problem(line, commentCutMessage(key));
    for (const { text: nested, line: at } of rest) {
      for (const part of splitLines(nested).map(strip)) {
        if (part !== '') this.#addNested(key, { text: part, line: at }, settings);
      }
    }
  }

  /**
   * Drops and reports the earlier setting of a key. The AWS CLI rejects a file with a setting that is written twice in
   * a section.
   */
  #forgetEarlier(key: string, line: number, settings: Map<string, IniSetting>): void {
    const earlier = this.#written.get(key);
    this.#written.set(key, line);
    if (earlier === undefined) return;
    for (const known of [...settings.keys()]) if (outerKey(known) === key) settings.delete(known);
    this.#problem(line, t('{0} is written twice here (first in line {1}): the later one counts.', key, earlier));
  }

  #addNested(outer: string, { text, line }: IniLine, settings: Map<string, IniSetting>): void {
    const equals = text.indexOf('=');
    if (equals === -1) {
      this.#problem(line, t('This line is neither a [section] nor "key = value".'));
      return;
    }
    const { text: value, cut } = withoutComment(outer, strip(text.slice(equals + 1)));
    const setting = { value, line, ...(cut && { commentCut: true as const }) };
    settings.set(`${outer}.${strip(text.slice(0, equals))}`, setting);
  }

  /** Reports lines that look like settings or headers of their own, but continue a value. */
  #reportContinued(key: string, lines: readonly IniLine[]): void {
    for (const { text, line } of lines) {
      if (!/^(\[|[a-z_]\w*\s*[=:])/i.test(text)) continue;
      const message = t(
        'This line is indented, so it is part of the value of {0} above. Remove the spaces before it.',
        key,
      );
      this.#problem(line, message);
    }
  }

  #problem(line: number, message: string): void {
    this.#problems.push({ line, message });
  }
}

/** Returns the report on a comment after a value, which the AWS CLI does not cut. */
export function commentCutMessage(key: string): string {
  return t(
    'The comment after the value of {0} is ignored here, but the AWS CLI reads it as part of the value. Write it on a line of its own.',
    key,
  );
}

/** Returns the first part of a setting's key: `s3` of `s3.max_queue_size`. */
export function outerKey(key: string): string {
  return key.split('.', 1)[0] ?? key;
}

/**
 * Cuts a comment after a value, as the AWS SDKs do: it starts after white space, so `key = a#b` has none. A command keeps its text,
 * as with the AWS CLI: there, a cut would run something else.
 */
function withoutComment(key: string, text: string): { readonly text: string; readonly cut: boolean } {
  const start = key === 'credential_process' ? -1 : commentStart(text);
  return start === -1 ? { text, cut: false } : { text: stripEnd(text.slice(0, start)), cut: true };
}
