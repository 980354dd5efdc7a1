import { type ReactElement, type TextareaHTMLAttributes, useId, useState } from 'react'
import { formatNumber } from '../../format/number.js'
import { FieldFrame, type FrameProps, tiesOf } from './field-frame.js'
import styles from './text-area.module.css'

/** A few sentences, with how many characters there is still room for. */
export function TextArea(
  props: Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'className' | 'id' | 'name' | 'maxLength' | 'onInput'
  > &
    FrameProps & { readonly name: string; readonly maxLength: number },
): ReactElement {
  const { label, hint, error = null, ...area } = props
  const id = useId()
  const [length, setLength] = useState(0)
  const frame = { label, hint, error }
  return (
    <FieldFrame id={id} {...frame}>
      <textarea
        rows={3}
        {...area}
        {...tiesOf(id, frame)}
        className={styles.area}
        onInput={(event) => setLength([...event.currentTarget.value].length)}
      />
      <span className={styles.count} aria-hidden="true">
        {formatNumber(length)} of {formatNumber(props.maxLength)} characters
      </span>
    </FieldFrame>
  )
}
