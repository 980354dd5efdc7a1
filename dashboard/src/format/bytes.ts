import { formatNumber } from './number.js'

const UNITS = ['B', 'kB', 'MB', 'GB'] as const
const STEP = 1000

/** A size for people, in decimal units: "1.2 MB". */
export function formatBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= STEP && unit < UNITS.length - 1) {
    size /= STEP
    unit += 1
  }
  const decimals = unit === 0 || size >= 100 ? 0 : 1
  return `${formatNumber(size, decimals)} ${UNITS[unit] ?? 'B'}`
}
