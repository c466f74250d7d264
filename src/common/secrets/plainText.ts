const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  colon: ':',
  equals: '=',
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  tab: '\t',
  newline: '\n',
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const ESCAPED = new RegExp(
  String.raw`(?<percent>(?:%[\da-f]{2})+)|(?:\\u|\\x(?=[\da-f]{2}))\{?(?<unit>(?<=x)[\da-f]{2}|[\da-f]{4}|(?<=\{)[\da-f]{1,5})\}?|\\(?<octal>[0-3][0-7]{2})|&#x(?<hex>[\da-f]{1,5});|&#(?<decimal>\d{1,6});|&(?<entity>${Object.keys(ENTITIES).join('|')});|\\(?<escape>.)`,
  'gi',
);

/** Characters without a form, among them the colors of a terminal. */
const INVISIBLE = /[\p{Cf}\p{DI}]|(?![\t\n\r])\p{Cc}(?:\[[\d;]{0,20}[a-z])?/giu;

/** Returns a text without one layer of the escapes of URLs, JSON and HTML, without invisible characters, and in plain forms of letters. */
export function unescapeLayer(text: string): string {
  const visible = text.replace(INVISIBLE, '').normalize('NFKC');
  const isForm = /%[\da-f]{2}|=[^\s+]{0,200}\+[^\s+]{1,200}\+/i.test(visible);
  // Behind a word, a plus sign may be a space even where nothing else looks like a form.
  return visible.replace(isForm ? /\+/g : /(?<=[a-z])\+(?=[a-z=:])|(?<=[=:])\+/gi, ' ').replace(ESCAPED, unescaped);
}

function unescaped(all: string, ...match: unknown[]): string {
  const { percent, unit, octal, hex, decimal, entity, escape } = match.at(-1) as Partial<Record<string, string>>;
  if (percent !== undefined) return Buffer.from(percent.replaceAll('%', ''), 'hex').toString();
  if (entity !== undefined) return ENTITIES[entity.toLowerCase()] ?? all;
  if (escape !== undefined) return ESCAPES[escape] ?? escape;
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  const code = decimal === undefined ? Number.parseInt(unit ?? hex ?? '', 16) : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
}

/** Letters of other alphabets, as code points, that look like the letter of ours beside them: Cyrillic, Greek, Armenian, small capitals. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [
    ['a', '\u0430\u0410\u03b1\u0391\u0251\u1d00'],
    ['b', '\u0412\u0392\u042c\u0299'],
    ['c', '\u0441\u0421\u03f2\u03f9\u1d04'],
    ['d', '\u0501\u0500\u1d05'],
    ['e', '\u0435\u0415\u03b5\u0395\u1d07'],
    ['g', '\u0261\u0581\u0262'],
    ['h', '\u04bb\u041d\u0397\u0570\u029c'],
    ['i', '\u0456\u0406\u03b9\u0399\u0131\u026a'],
    ['j', '\u0458\u0408\u1d0a'],
    ['k', '\u043a\u041a\u03ba\u039a\u1d0b'],
    ['l', '\u04cf\u04c0\u029f'],
    ['m', '\u043c\u041c\u039c\u1d0d'],
    ['n', '\u039d\u03b7\u0578\u0274'],
    ['o', '\u043e\u041e\u03bf\u039f\u0585\u1d0f\u00f8\u00d8'],
    ['p', '\u0440\u0420\u03c1\u03a1\u1d18'],
    ['q', '\u051b'],
    ['r', '\u0433\u0280'],
    ['s', '\u0455\u0405\ua731'],
    ['t', '\u0442\u0422\u03c4\u03a4\u1d1b'],
    ['u', '\u03c5\u057d\u1d1c'],
    ['v', '\u03bd\u0475\u1d20'],
    ['w', '\u051d\u03c9\u0448\u1d21'],
    ['x', '\u0445\u0425\u03c7\u03a7'],
    ['y', '\u0443\u0423\u03b3\u03a5\u028f'],
    ['z', '\u0396\u1d22'],
  ].flatMap(([letter = '', others = '']) => Array.from(others, (other) => [other, letter] as const)),
);

const WORD = /[\p{L}\p{M}\d_-]+/gu;
const ASCII = /^\p{ASCII}*$/u;

/** Returns a text in which each word that looks like one of ours is. Words of other languages stay. */
export function withoutLookalikes(text: string): string {
  if (ASCII.test(text)) return text;
  return text.replace(WORD, (word) => {
    if (ASCII.test(word)) return word;
    const plain = Array.from(
      word.normalize('NFKD').replace(/\p{M}/gu, ''),
      (letter) => LOOKALIKES.get(letter) ?? letter,
    ).join('');
    return ASCII.test(plain) ? plain : word;
  });
}
