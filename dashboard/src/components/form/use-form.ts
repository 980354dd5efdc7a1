import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../api-client/problem-error.js'
import type { FieldErrors, FieldValues } from './field-errors.js'

/** A refusal that belongs to no single field. */
export interface FormFailure {
  readonly words: string
  /** Null where nobody has to look for the cause. */
  readonly requestId: string | null
}

export interface FormState<Name extends string> {
  readonly isSending: boolean
  /** What is wrong with a field; null while nothing is. */
  readonly errorAt: (field: Name) => string | null
  readonly failure: FormFailure | null
  readonly props: {
    readonly ref: RefObject<HTMLFormElement | null>
    readonly noValidate: true
    readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void
  }
}

/**
 * A form that is checked, sent, and told what was wrong. Values are read from the inputs when it is sent; the reader
 * is taken to the first field in error.
 */
export function useForm<Name extends string>(options: {
  /** Errors that need no server. */
  readonly check: (value: FieldValues<Name>) => FieldErrors<Name>
  readonly send: (value: FieldValues<Name>) => Promise<void>
  /** Refusals that belong to a field; the others stand above the button. */
  readonly errorsOf?: (problem: ProblemError) => FieldErrors<Name>
  /** Words for the others, where the server's own are not for this place. */
  readonly wordsOf?: (problem: ProblemError) => string
}): FormState<Name> {
  const form = useRef<HTMLFormElement>(null)
  const [isSending, setSending] = useState(false)
  const [errors, setErrors] = useState<FieldErrors<Name>>([])
  const [failure, setFailure] = useState<FormFailure | null>(null)
  useFocusOnError(form, errors)

  const refuse = (error: unknown): void => {
    if (!(error instanceof ProblemError)) throw error
    const atFields = options.errorsOf?.(error) ?? []
    setErrors(atFields)
    if (atFields.length > 0) return
    setFailure({
      words: options.wordsOf?.(error) ?? error.message,
      requestId: error.status >= 500 ? error.requestId : null,
    })
  }
  const submit = async (value: FieldValues<Name>): Promise<void> => {
    const found = options.check(value)
    setErrors(found)
    setFailure(null)
    if (found.length > 0) return
    setSending(true)
    try {
      await options.send(value)
    } catch (error) {
      refuse(error)
    } finally {
      setSending(false)
    }
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const entered = new FormData(event.currentTarget)
    const value = (field: Name): string => {
      const text = entered.get(field)
      return typeof text === 'string' ? text : ''
    }
    if (!isSending) void submit(value)
  }
  const errorAt = (field: Name): string | null => errors.find((error) => error.field === field)?.words ?? null
  return { isSending, errorAt, failure, props: { ref: form, noValidate: true, onSubmit } }
}

function useFocusOnError(form: RefObject<HTMLFormElement | null>, errors: FieldErrors<string>): void {
  useEffect(() => {
    if (errors.length === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form, errors])
}
