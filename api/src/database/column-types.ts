/** How values of PostgreSQL arrive: set on the pool's own connections, never on the driver as a whole. */

import pg from 'pg'

const TEXT_ARRAY: number = 1009 // the driver's list of names has no arrays

/** Days stay `YYYY-MM-DD`, int8 is a number (refused beyond 2^53), numeric stays text; the rest is the driver's. */
export const columnTypes: pg.CustomTypesConfig = { getTypeParser }

const textParsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.NUMERIC, (text) => text],
  [1016, arrayOf(safeInteger)], // int8[]
  [1182, arrayOf((text) => text)], // date[]
  [1231, arrayOf((text) => text)], // numeric[]
])

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  const own = format === 'binary' ? undefined : textParsers.get(oid)
  return own ?? pg.types.getTypeParser(oid, format)
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) {
    throw new RangeError('An int8 beyond 2^53 cannot be a number. Select it as text.')
  }
  return value
}

function arrayOf(parse: (text: string) => unknown): (text: string) => unknown[] {
  const entries = pg.types.getTypeParser(TEXT_ARRAY)
  return (text) => entries(text).map((entry: string | null) => (entry === null ? null : parse(entry)))
}
