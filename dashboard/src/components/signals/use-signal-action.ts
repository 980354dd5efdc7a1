import { useState } from 'react'
import { ProblemError } from '../../api-client/problem-error.js'
import { dayIn, daysAfter } from '../../format/day.js'
import { useSignedIn } from '../access/signed-in.js'
import { fieldErrorsOf } from '../form/field-errors.js'
import { type FormFailure, type FormState, useForm } from '../form/use-form.js'
import { type ActionName, availableActions } from './action-words.js'
import { ACTION_FIELDS, type ActionDraft, type ActionField, actionOf, draftErrors } from './signal-draft.js'
import { actOnSignal, readSignal, useReadSignalsAnew } from './signal-reads.js'
import type { LivingSignal } from './signal-words.js'

const DAYS_PUT_OFF_AT_FIRST = 7
const CHANGED_MEANWHILE = 'changed_meanwhile'

interface SignalActionState {
  /** As it was read last: when the dialog opened, or after somebody else changed it. */
  readonly shown: LivingSignal
  readonly wasReadAgain: boolean
  readonly draft: ActionDraft
  readonly change: (part: Partial<ActionDraft>) => void
  readonly form: FormState<ActionField>
  /** Why the last try failed; null once the signal was read again. */
  readonly failure: FormFailure | null
  /** Null unless what is shown is no longer how the signal stands. */
  readonly readAgain: (() => void) | null
}

/** An act on a signal: drafted, checked, sent with the version that was read, and read again where that is old. */
export function useSignalAction(options: {
  signal: LivingSignal
  first?: ActionName
  onClose: () => void
}): SignalActionState {
  const { role, deployment } = useSignedIn()
  const today = dayIn(deployment.time_zone, new Date())
  const days = { first: daysAfter(today, 1), last: daysAfter(today, deployment.longest_snooze_days) }
  const [shown, setShown] = useState<LivingSignal>(options.signal)
  const [failed, setFailed] = useState<{ version: number; isStale: boolean } | null>(null)
  const [draft, setDraft] = useState<ActionDraft>({
    action: options.first ?? 'acknowledge',
    taken: null,
    until: daysAfter(today, Math.min(DAYS_PUT_OFF_AT_FIRST, deployment.longest_snooze_days)),
    note: '',
    alsoEarlier: false,
  })
  const readAnew = useReadSignalsAnew()
  // What the draft names may no longer be possible once the signal was read again.
  const actions = availableActions(shown.evidence, shown.life, role)
  const possible = actions.includes(draft.action) ? draft : { ...draft, action: actions[0] ?? draft.action }
  const { signal_id: signalId, version } = shown.life

  const form = useForm<ActionField>({
    check: () => draftErrors(possible, days),
    send: async () => {
      const action = actionOf(possible, version)
      if (action === null) return
      await noteFailure(actOnSignal(signalId, action), (problem) =>
        setFailed({ version, isStale: problem.code === CHANGED_MEANWHILE }),
      )
      await readAnew()
      options.onClose()
    },
    errorsOf: (problem) => (problem.code === CHANGED_MEANWHILE ? [] : fieldErrorsOf(problem, ACTION_FIELDS)),
    wordsOf: conflictWords,
  })
  const [readFailure, setReadFailure] = useState<FormFailure | null>(null)
  const readAgain = async (): Promise<void> => {
    try {
      const { evidence, life } = await readSignal(signalId)
      setReadFailure(null)
      setShown({ evidence, life })
      await readAnew()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setReadFailure({ words: error.message, requestId: error.requestId })
    }
  }
  return {
    shown,
    wasReadAgain: shown !== options.signal,
    draft: possible,
    change: (part) => setDraft({ ...possible, ...part }),
    form,
    failure: readFailure ?? (failed?.version === version ? form.failure : null),
    readAgain: failed?.version === version && failed.isStale ? () => void readAgain() : null,
  }
}

async function noteFailure(act: Promise<unknown>, note: (problem: ProblemError) => void): Promise<void> {
  try {
    await act
  } catch (error) {
    if (error instanceof ProblemError) note(error)
    throw error
  }
}

function conflictWords({ code, message, fieldErrors }: ProblemError): string {
  if (code !== CHANGED_MEANWHILE) return message
  const now = fieldErrors.map((each) => each.message)
  return ['Somebody else was faster, so nothing was stored.', ...now, 'Read it again, then decide.'].join(' ')
}
