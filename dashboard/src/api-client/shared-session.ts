/** What tabs of one browser tell each other about the session they share: no name, no id. */

const ENDS = ['signed_out', 'idle', 'ended'] as const
/** By the user, for lack of use, or by somebody else: its age, an administrator, another device. */
export type SessionEnd = (typeof ENDS)[number]

export type SharedSession =
  | { readonly kind: 'open'; readonly endsAt: number }
  | { readonly kind: 'ended'; readonly reason: SessionEnd }

export function sharedText(shared: SharedSession): string {
  return JSON.stringify(shared)
}

/** Null for what this version did not write. */
export function sharedSessionOf(text: string | null): SharedSession | null {
  const parsed = parsedText(text)
  if (typeof parsed !== 'object' || parsed === null || !('kind' in parsed)) return null
  if (parsed.kind === 'open' && 'endsAt' in parsed && typeof parsed.endsAt === 'number') {
    return { kind: 'open', endsAt: parsed.endsAt }
  }
  const reason = 'reason' in parsed ? sessionEndOf(parsed.reason) : null
  return parsed.kind === 'ended' && reason !== null ? { kind: 'ended', reason } : null
}

/** Null for anything else. */
export function sessionEndOf(value: unknown): SessionEnd | null {
  return ENDS.find((each) => each === value) ?? null
}

function parsedText(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
