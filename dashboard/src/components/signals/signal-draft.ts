import type { SignalAction } from '../../../../api/src/contracts/signals.js'
import { brokenRules, type FieldErrors } from '../form/field-errors.js'
import type { ActionName, ActionTaken } from './action-words.js'

export const ACTION_FIELDS = ['taken', 'until', 'note'] as const
export type ActionField = (typeof ACTION_FIELDS)[number]

/** What a person has chosen and typed so far; it outlives a signal that somebody else changed. */
export interface ActionDraft {
  readonly action: ActionName
  readonly taken: ActionTaken | null
  /** `YYYY-MM-DD`, or empty. */
  readonly until: string
  readonly note: string
  readonly alsoEarlier: boolean
}

const SHORTEST_NOTE = 3

/** A reason is asked for when nothing is done about a signal, when it is put off, and when it is opened again. */
export function needsNote({ action, taken }: Pick<ActionDraft, 'action' | 'taken'>): boolean {
  return action === 'snooze' || action === 'reopen' || (action === 'act' && taken === 'none_needed')
}

/** @param days  the first and the last day until which a signal may be put off */
export function draftErrors(
  draft: ActionDraft,
  days: { readonly first: string; readonly last: string },
): FieldErrors<ActionField> {
  const { action, until } = draft
  const note = trimmedNote(draft)
  return brokenRules(
    ['taken', action !== 'act' || draft.taken !== null, 'Choose what was done.'],
    [
      'until',
      action !== 'snooze' || (until >= days.first && until <= days.last),
      `Choose a day from ${days.first} to ${days.last}.`,
    ],
    ['note', !needsNote(draft) || note.length >= SHORTEST_NOTE, 'Say in a few words why.'],
    [
      'note',
      note.length === 0 || note.length >= SHORTEST_NOTE,
      'Write a few words, or leave the note empty.',
    ],
  )
}

/**
 * What is sent; null while something is missing, which `draftErrors` has said.
 *
 * @param version  of the signal as it was read
 */
export function actionOf(draft: ActionDraft, version: number): SignalAction | null {
  const text = trimmedNote(draft)
  const note = text === '' ? null : text
  switch (draft.action) {
    case 'acknowledge':
      return { action: 'acknowledge', version, note, also_earlier: draft.alsoEarlier }
    case 'act':
      return draft.taken === null ? null : { action: 'act', version, taken: draft.taken, note }
    case 'snooze':
      return note === null ? null : { action: 'snooze', version, until: draft.until, note }
    case 'resolve':
      return { action: 'resolve', version, note }
    case 'reopen':
      return note === null ? null : { action: 'reopen', version, note }
  }
}

/** As the server keeps it: one line. */
function trimmedNote({ note }: Pick<ActionDraft, 'note'>): string {
  return note.replace(/\s+/gu, ' ').trim()
}
