import { type InputHTMLAttributes, type ReactElement, type ReactNode, useId } from 'react'
import styles from './field.module.css'
import { FieldFrame, type FrameProps, tiesOf } from './field-frame.js'

export type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id' | 'name'> &
  FrameProps & {
    /** The key under which a form finds the value, and the server its error. */
    readonly name: string
    /** `code`: digits read one by one; `password`: room for a button at the end. */
    readonly kind?: 'text' | 'code' | 'password'
    /** Stands over the end of the input. */
    readonly button?: ReactNode
  }

/**
 * A labelled input with its hint and its error tied to it. The form reads the value from the input itself: password
 * managers fill in without telling React.
 */
export function TextField(props: FieldProps): ReactElement {
  const { label, hint, error = null, kind = 'text', button, ...input } = props
  const id = useId()
  const frame = { label, hint, error }
  return (
    <FieldFrame id={id} {...frame}>
      <div className={styles.box}>
        <input {...input} {...tiesOf(id, frame)} className={styles.input} data-kind={kind} />
        {button}
      </div>
    </FieldFrame>
  )
}
