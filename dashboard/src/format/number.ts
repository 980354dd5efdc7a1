/** The language of the screen; dates and numbers follow it through Intl. */
export const LOCALE = 'en-GB'
export const MINUS = '\u2212'
export const THIN_SPACE = '\u202f'
export const HARD_SPACE = '\u00a0'
export const EN_DASH = '\u2013'
/** Shown where a number is known to be absent; a screen reader says the word beside it. */
export const NO_VALUE = '\u2013'

const formatters = new Map<number, Intl.NumberFormat>()

/** A number with fixed decimals, digit groups and a true minus sign; never "-0". */
export function formatNumber(value: number, decimals = 0): string {
  return withTrueMinus(formatterWith(decimals).format(value))
}

/** As `formatNumber`, null becomes a dash. */
export function formatNullable(value: number | null, decimals = 0): string {
  return value === null ? NO_VALUE : formatNumber(value, decimals)
}

/** With its sign always written: +5, −2, 0. */
export function formatSigned(value: number, decimals = 0): string {
  const text = formatNumber(value, decimals)
  const isZero = !/[1-9]/.test(text)
  return isZero || value < 0 ? text : `+${text}`
}

/** "1 course", "1,204 courses". */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`
}

function formatterWith(decimals: number): Intl.NumberFormat {
  const known = formatters.get(decimals)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  })
  formatters.set(decimals, made)
  return made
}

function withTrueMinus(text: string): string {
  return text.replace('-', MINUS)
}
