import { Button } from '@mantine/core'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import type { ProblemError } from '../../api-client/problem-error.js'
import { FormDialog } from '../../components/dialog/form-dialog.js'
import {
  brokenRules,
  changedMeanwhileWords,
  type FieldErrors,
  type FieldValues,
  fieldErrorsOf,
} from '../../components/form/field-errors.js'
import { ReasonField } from '../../components/form/reason-field.js'
import { useForm } from '../../components/form/use-form.js'
import styles from './record-dialog.module.css'
import { useReadAnew } from './record-reads.js'
import { hasPlaceForAll, refusalWords } from './typed-values.js'

const COMPARE = 'What you typed still stands below: compare, then load what is stored now and change that.'

/**
 * A form that makes or changes a record. What was typed is not dropped without a question; a change that met another
 * one shows both and loads the newer one on demand.
 */
export function RecordDialog<Name extends string>(props: {
  title: string
  words?: string
  sendLabel: string
  fields: readonly Name[]
  /** A change says why; what is new needs no reason. */
  hasReason: boolean
  check: (value: FieldValues<Name | 'reason'>) => FieldErrors<Name | 'reason'>
  send: (value: FieldValues<Name | 'reason'>) => Promise<unknown>
  errorsOf?: (problem: ProblemError) => FieldErrors<Name>
  onClose: () => void
  children: (errorAt: (field: Name) => string | null) => ReactNode
}): ReactElement {
  const readAnew = useReadAnew()
  const [isTyped, setTyped] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const [isOutdated, setOutdated] = useState(false)
  useWarnOnUnload(isTyped)
  const fields: readonly (Name | 'reason')[] = [...props.fields, 'reason']
  const form = useForm<Name | 'reason'>({
    check: (value) => [...props.check(value), ...missingReason(props.hasReason, value('reason'))],
    send: async (value) => {
      await props.send(value)
      await readAnew()
      props.onClose()
    },
    errorsOf: (problem) => {
      setOutdated(problem.code === 'changed_meanwhile')
      const own = props.errorsOf?.(problem) ?? []
      if (own.length > 0) return own
      return hasPlaceForAll(problem, fields) ? fieldErrorsOf(problem, fields) : []
    },
    wordsOf: (problem) =>
      problem.code === 'changed_meanwhile'
        ? changedMeanwhileWords(problem, COMPARE)
        : refusalWords(problem, fields),
  })
  const leave = (): void => (isTyped && !isLeaving ? setLeaving(true) : props.onClose())
  return (
    <FormDialog
      title={props.title}
      {...(props.words === undefined ? {} : { words: props.words })}
      form={form}
      sendLabel={props.sendLabel}
      onClose={leave}
    >
      <div className={styles.fields} onInput={() => setTyped(true)}>
        {props.children(form.errorAt)}
        {props.hasReason && <ReasonField error={form.errorAt('reason')} />}
      </div>
      {isOutdated && (
        <Button
          variant="default"
          onClick={() => {
            void readAnew().then(props.onClose)
          }}
        >
          Load what is stored now
        </Button>
      )}
      {isLeaving && (
        <div className={styles.note} role="alert">
          <p>What you typed is not stored.</p>
          <div className={styles.buttons}>
            <Button size="xs" variant="default" onClick={() => setLeaving(false)}>
              Stay
            </Button>
            <Button size="xs" variant="default" onClick={props.onClose}>
              Drop it
            </Button>
          </div>
        </div>
      )}
    </FormDialog>
  )
}

/** The browser asks before it drops what was typed. */
export function useWarnOnUnload(isTyped: boolean): void {
  useEffect(() => {
    if (!isTyped) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isTyped])
}

function missingReason(isAsked: boolean, reason: string): FieldErrors<'reason'> {
  return brokenRules(['reason', !isAsked || reason.trim().length >= 3, 'Say in a few words why.'])
}
