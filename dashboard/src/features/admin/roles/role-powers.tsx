import type { ReactElement } from 'react'
import type { RoleList } from '../../../../../api/src/contracts/users.js'
import { Icon } from '../../../components/icon.js'
import styles from './role-powers.module.css'

/** What one role may and may not see, as the server says it. */
export function RolePowers({ role }: { role: RoleList['roles'][number] }): ReactElement {
  return (
    <>
      {role.needs_second_factor && <p className={styles.quiet}>Signs in with a second factor.</p>}
      <div className={styles.columns}>
        <Sentences title="May" icon="check" sentences={role.may} />
        <Sentences title="May not" icon="close" sentences={role.may_not} />
      </div>
    </>
  )
}

function Sentences(props: {
  title: string
  icon: 'check' | 'close'
  sentences: readonly string[]
}): ReactElement {
  return (
    <section>
      <h3 className={styles.kind}>{props.title}</h3>
      <ul className={styles.list}>
        {props.sentences.map((sentence) => (
          <li key={sentence} data-kind={props.icon}>
            <Icon name={props.icon} size={13} />
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
