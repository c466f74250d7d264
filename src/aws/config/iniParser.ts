import { t } from '@vscode/l10n';

/**
 * One setting of a section. Its value may be a secret: it is never put into a message.
 */
export interface IniSetting {
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A section such as `[profile dev]`; nested settings have the key `outer.inner`, as in `ec2.endpoint_url`. */
export interface IniSection {
  /** What stands between the brackets, trimmed: `profile dev`. */
  readonly header: string;
  readonly line: number;
  readonly settings: ReadonlyMap<string, IniSetting>;
}

/** A line that could not be read. */
export interface IniProblem {
  readonly line: number;
  readonly message: string;
}

/** A file's text, taken apart. Sections stand in their order; one that is written twice stands here twice. */
export interface IniFile {
  readonly sections: readonly IniSection[];
  readonly problems: readonly IniProblem[];
}

interface OpenSection {
  readonly header: string;
  readonly line: number;
  readonly settings: Map<string, IniSetting>;
}

/**
 * Reads the text of an AWS config or credentials file
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
 *
 * A parser of our own, because the SDK's (`@smithy/shared-ini-file-loader`, 4.7) loses what this needs: it knows no line
 * numbers, reports nothing, does not see profiles whose names have spaces or letters outside ASCII, and, worst, when a
 * header lacks its bracket (`[prod`) it gives the keys that follow to the profile *above*. Here such keys belong to nobody.
 *
 * @param text the whole file; a byte order mark, CRLF and CR line ends are fine
 * @returns the sections, and a problem for every line that could not be read; it never throws
 */
export function parseIni(text: string): IniFile {
  const sections: OpenSection[] = [];
  const problems: IniProblem[] = [];
  let section: OpenSection | 'none' | 'broken' = 'none';
  let outer: string | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const content = withoutComment(raw).trim();
    if (content === '') continue;
    if (content.startsWith('[')) {
      outer = undefined;
      section = openSection(content, line, problems);
      if (section !== 'broken') sections.push(section);
      continue;
    }
    const equals = content.indexOf('=');
    if (equals < 1) {
      problems.push({ line, message: t('This line is neither a [section] nor "key = value".') });
      continue;
    }
    if (section === 'none') problems.push({ line, message: t('This setting stands before the first [section].') });
    if (section === 'none' || section === 'broken') continue;
    const indented = /^\s/.test(raw);
    if (!indented) outer = undefined;
    const key = content.slice(0, equals).trim().toLowerCase();
    const value = content.slice(equals + 1).trim();
    if (value === '' && !(indented && outer !== undefined)) outer = key;
    else section.settings.set(outer === undefined ? key : `${outer}.${key}`, { value, line });
  }
  return { sections, problems };
}

function openSection(content: string, line: number, problems: IniProblem[]): OpenSection | 'broken' {
  if (!content.endsWith(']')) {
    problems.push({
      line,
      message: t('This section header has no closing "]": the settings under it belong to no profile.'),
    });
    return 'broken';
  }
  const header = content.slice(1, -1).trim();
  if (header === '') {
    problems.push({ line, message: t('This section has no name: the settings under it belong to no profile.') });
    return 'broken';
  }
  return { header, line, settings: new Map() };
}

/** A comment starts the line, or stands after white space: `key = a#b` has none. */
function withoutComment(raw: string): string {
  const start = raw.search(/(^|\s)[#;]/);
  return start === -1 ? raw : raw.slice(0, start);
}
