import { type ReactElement, type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import { Icon } from '../icon.js'
import { FieldFrame, type FrameProps, tiesOf } from './field-frame.js'
import styles from './select-field.module.css'

/** One of a few, by the browser's own list: it works by keyboard, touch and screen reader. */
export function SelectField(
  props: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'id' | 'name'> &
    FrameProps & { readonly name: string; readonly children: ReactNode },
): ReactElement {
  const { label, hint, error = null, children, ...select } = props
  const id = useId()
  const frame = { label, hint, error }
  return (
    <FieldFrame id={id} {...frame}>
      <div className={styles.box}>
        <select {...select} {...tiesOf(id, frame)} className={styles.select}>
          {children}
        </select>
        <span className={styles.arrow}>
          <Icon name="chevron_down" size={12} />
        </span>
      </div>
    </FieldFrame>
  )
}
