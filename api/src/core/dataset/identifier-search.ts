/**
 * Looks for what names a person, or leads to one: in names of columns and in every value of what goes out. Nothing of the
 * kind should be there, since columns go by an allow-list; this is the second look.
 *
 * @source 45 CFR 164.514(b)(2): the classes of HIPAA Safe Harbor that a value or a name can show
 */

export type IdentifierKind =
  | 'name_of_column'
  | 'e_mail'
  | 'url'
  | 'ip_address'
  | 'date'
  | 'nhs_number'
  | 'phone'
  | 'postcode'
  | 'known_id'

/** Ids of members, groups, therapists and sites in lower case, to be asked one at a time. */
export interface KnownIds {
  has(id: string): boolean
}

/** What was found, without the value itself. */
export interface FoundIdentifier {
  readonly kind: IdentifierKind
  readonly column: string
}

const SUSPICIOUS_NAMES =
  /(^|_)(name|forename|surname|initials|address|street|city|town|postcode|post_code|zip|phone|telephone|mobile|fax|e_?mail|nhs|ssn|mrn|record_number|account|licence_number|plate|serial|device|url|web|ip|fingerprint|photo|image|birth|dob|date|day|member|person_number|member_code|group_id|therapist|site|free_text|comment|note|notes)(_|$)/i

const PATTERNS: readonly (readonly [IdentifierKind, RegExp])[] = [
  ['e_mail', /[^\s@,;"<>]+@[^\s@,;"<>]+\.[^\s@,;"<>]+/u],
  ['url', /\b(?:https?|ftp):\/\/|\bwww\.[a-z0-9]/i],
  ['ip_address', /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/],
  [
    'ip_address',
    /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\w:])/i,
  ],
  ['date', /(?<!\d)(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)/],
  ['date', /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:19|20)?\d\d(?!\d)/],
  [
    'date',
    /(?<!\d)(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:19|20)\d\d/i,
  ],
  [
    'postcode',
    /\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})\b/,
  ],
]

/** Ten digits with their check digit, alone or in threes; telephone numbers with their usual signs between. */
const DIGITS = /(?<![\w.])\+?\(?\d[\d ()./-]{7,20}\d(?![\w])/g
const NHS_DIGITS = /(?<![\w])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w])/g

/**
 * @param cells    distinct values of one column, or the lines of a text
 * @param knownIds ids of members, groups, therapists and sites, in lower case, which may be no cell as a whole
 * @returns        each kind once
 */
export function identifiersIn(
  column: string,
  cells: Iterable<string>,
  knownIds: KnownIds = new Set(),
): FoundIdentifier[] {
  const kinds = new Set<IdentifierKind>()
  if (SUSPICIOUS_NAMES.test(column.replace(/[^A-Za-z0-9]+/g, '_'))) kinds.add('name_of_column')
  for (const cell of cells) {
    const kind = identifierIn(cell)
    if (kind !== null) kinds.add(kind)
    if (knownIds.has(cell.trim().toLowerCase())) kinds.add('known_id')
  }
  return [...kinds].map((kind) => ({ kind, column }))
}

/** The first kind that a text shows; null for none. */
export function identifierIn(text: string): IdentifierKind | null {
  for (const [kind, pattern] of PATTERNS) if (pattern.test(text)) return kind
  if ([...text.matchAll(NHS_DIGITS)].some(([found]) => isNhsNumber(found))) return 'nhs_number'
  if ([...text.matchAll(DIGITS)].some(([found]) => isPhone(found))) return 'phone'
  return null
}

/**
 * Ten digits of which the last is the check digit modulo 11.
 *
 * @example 943 476 5919 is one, 943 476 5918 is none
 * @source  NHS Data Model and Dictionary, NHS NUMBER
 */
export function isNhsNumber(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number)
  if (digits.length !== 10) return false
  const sum = digits.slice(0, 9).reduce((all, digit, place) => all + digit * (10 - place), 0)
  const check = 11 - (sum % 11)
  return (check === 11 ? 0 : check) === digits[9]
}

/** Nine to fifteen digits (ITU-T E.164) that begin like a dialled number, or ten in the American way. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  if (/^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(text)) return true
  if (/^\d+\.\d+$/.test(text)) return false
  return digits >= 9 && digits <= 15 && /^[+(0]/.test(text)
}
