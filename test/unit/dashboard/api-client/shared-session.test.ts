import { expect, test } from '@jest/globals'
import { sharedSessionOf, sharedText } from '../../../../dashboard/src/api-client/shared-session.js'

test.each([
  { kind: 'open', endsAt: 1_800_000_000_000 },
  { kind: 'ended', reason: 'idle' },
  { kind: 'ended', reason: 'signed_out' },
] as const)('another tab reads what one wrote: $kind', (shared) => {
  expect(sharedSessionOf(sharedText(shared))).toEqual(shared)
})

test.each([null, '', 'ended', 'null', '{}', '{"kind":"open"}', '{"kind":"ended","reason":"bored"}', '[1]'])(
  'what this version did not write is nothing: %j',
  (text) => expect(sharedSessionOf(text)).toBeNull(),
)
