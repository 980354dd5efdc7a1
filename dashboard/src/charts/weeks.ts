const MILLISECONDS_PER_WEEK = 7 * 86_400_000

/** Weeks between two plain days (`YYYY-MM-DD`) as a real number; negative when `to` is earlier. */
export function weeksBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MILLISECONDS_PER_WEEK
}
