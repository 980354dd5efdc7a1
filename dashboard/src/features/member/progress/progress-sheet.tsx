import type { CSSProperties, ReactElement } from 'react'
import type { MeasureContract } from '../../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../../api/src/contracts/members.js'
import { LIGHT_CHART_COLOURS } from '../../../charts/chart-colours.js'
import { ProgressPicture } from '../../../charts/progress-picture.js'
import { progressPicture } from '../../../charts/progress-picture.model.js'
import { progressWords } from '../../../charts/progress-words.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { useMeasuredWidth } from '../../../components/chart-card/use-measured-width.js'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { formatDay } from '../../../format/day.js'
import { LIGHT } from '../../../theme/tokens.js'
import { useIdentity } from '../identity/identity-reads.js'
import styles from './progress-sheet.module.css'

const PICTURE = { narrowest: 280, widest: 660, height: 210 }

/** Paper is light, whatever the screen is. */
const PAPER: CSSProperties = Object.fromEntries(
  Object.entries(LIGHT).map(([name, colour]) => [`--tm-${name}`, colour]),
)

export function ProgressSheet(props: {
  found: MemberTrajectory
  measure: MeasureContract
  seesName: boolean
}): ReactElement {
  const { found, measure } = props
  const { deployment } = useSignedIn()
  const words = progressWords(found, measure, deployment.crisis_line)
  return (
    <article className={styles.sheet} style={PAPER} aria-labelledby="sheet-title">
      <header className={styles.head}>
        <h2 id="sheet-title">How it is going</h2>
        <p>
          <Whose found={found} seesName={props.seesName} />
          {found.episode.group_name} · {formatDay(found.as_of)}
        </p>
      </header>
      <section>
        <h3>What we look at</h3>
        <p>{words.about}</p>
      </section>
      {words.start !== null && (
        <div className={styles.scores}>
          {[words.start, words.now].map(
            (each) =>
              each !== null && (
                <p key={each.label}>
                  <span>{each.label}</span>
                  <strong>{each.score}</strong>
                  <span>{each.day}</span>
                </p>
              ),
          )}
        </div>
      )}
      {found.points.length > 1 && <Picture found={found} measure={measure} />}
      <section>
        <h3>What has changed</h3>
        <Sentences of={words.change} />
      </section>
      <div className={styles.pair}>
        <section>
          <h3>What is missing</h3>
          <Sentences of={words.missed} />
        </section>
        <section>
          <h3>What a score cannot say</h3>
          <Sentences of={words.limits} />
        </section>
      </div>
      <section>
        <h3>What I want to talk about</h3>
        <div className={styles.lines} aria-hidden="true" />
      </section>
      <section className={styles.crisis}>
        <h3>If things get very hard</h3>
        <Sentences of={words.crisis} />
      </section>
    </article>
  )
}

/** Drawn for the width of the screen; on paper it grows with its words. */
function Picture(props: { found: MemberTrajectory; measure: MeasureContract }): ReactElement {
  const [measureWidth, measured] = useMeasuredWidth()
  const size = {
    width: Math.min(PICTURE.widest, Math.max(PICTURE.narrowest, measured ?? PICTURE.widest)),
    height: PICTURE.height,
  }
  return (
    <div ref={measureWidth} className={styles.picture}>
      <ProgressPicture
        model={progressPicture(props.found, props.measure, size)}
        colours={LIGHT_CHART_COLOURS}
        {...size}
      />
    </div>
  )
}

/** The name, where it may be seen and is not hidden; else the id. */
function Whose(props: { found: MemberTrajectory; seesName: boolean }): ReactElement {
  const isHidden = useHiddenNames()
  const identity = useIdentity(props.found.member_id, props.seesName && !isHidden)
  const name = props.seesName && !isHidden ? (identity.data?.full_name ?? null) : null
  return <>{name === null ? `Member ${props.found.member_id}` : name} · </>
}

function Sentences({ of }: { of: readonly string[] }): ReactElement {
  return <p>{of.join(' ')}</p>
}
