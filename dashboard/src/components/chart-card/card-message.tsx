import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { OpenLink } from '../access/open-link.js'
import { Icon } from '../icon.js'
import styles from './card-message.module.css'
import type { CardState, RemovableFilter } from './card-state.js'

/** The words that stand in the place of a card's content; null where there is content to show. */
export function cardMessage(state: CardState): ReactElement | null {
  switch (state.kind) {
    case 'ready':
    case 'refreshing':
    case 'partial':
    case 'loading':
      return null
    case 'empty':
      return (
        <Message title="Nothing to show" words={state.reason}>
          {state.nextStep !== undefined && (
            <OpenLink to={state.nextStep.href}>{state.nextStep.label}</OpenLink>
          )}
        </Message>
      )
    case 'empty_by_filter':
      return (
        <Message
          title="Nothing matches these filters"
          words={`${state.reason === undefined ? '' : `${state.reason} `}Take one of them away to see more:`}
        >
          <RemoveButtons filters={state.filters} />
        </Message>
      )
    case 'too_few':
      return (
        <Message title="Too few to show" words={state.reason}>
          {state.filters === undefined ? undefined : <RemoveButtons filters={state.filters} />}
        </Message>
      )
    case 'forbidden':
      return <Message title="Not yours to see" words={state.whoToAsk} />
    case 'error':
      return <Failure detail={state.detail} requestId={state.requestId} retry={state.retry} />
  }
}

function RemoveButtons({ filters }: { filters: readonly RemovableFilter[] }): ReactElement {
  return (
    <>
      {filters.map((filter) => (
        <Button key={filter.words} variant="default" size="xs" onClick={filter.remove}>
          {filter.words}
          <span className={styles.remove}>
            <Icon name="close" size={11} />
          </span>
        </Button>
      ))}
    </>
  )
}

function Message(props: { title: string; words: string; children?: ReactNode }): ReactElement {
  return (
    <div className={styles.message}>
      <p className={styles.title}>{props.title}</p>
      <p className={styles.words}>{props.words}</p>
      {props.children !== undefined && <div className={styles.steps}>{props.children}</div>}
    </div>
  )
}

/** A failure stays until it is dealt with: plain cause, Retry, and the id to quote. */
function Failure(props: { detail: string; requestId: string | null; retry: () => void }): ReactElement {
  return (
    <div className={styles.message} role="alert">
      <p className={styles.failed}>
        <Icon name="warning" size={16} /> This part could not be loaded
      </p>
      <p className={styles.words}>{props.detail}</p>
      <div className={styles.steps}>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="retry" size={13} />}
          onClick={props.retry}
        >
          Retry
        </Button>
        {props.requestId !== null && <span className={styles.request}>Request {props.requestId}</span>}
      </div>
    </div>
  )
}
