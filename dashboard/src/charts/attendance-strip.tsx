import type { ReactElement } from 'react'
import { AttendanceMarkShape } from './attendance-mark.js'
import { ATTENDANCE_MARK_LABELS } from './attendance-mark.model.js'
import type { AttendanceStripModel, StripTreatment } from './attendance-strip.model.js'
import styles from './attendance-strip.module.css'
import { type Domain, type PlotArea, pixelX, textWidth } from './plot-area.js'

interface AttendanceStripProps {
  readonly model: AttendanceStripModel
  /** The trajectory's plot and axis: sessions stand under their weeks. */
  readonly plot: PlotArea
  readonly xDomain: Domain
}

const SESSION_ROW_HEIGHT = 30
const TREATMENT_ROW_HEIGHT = 26
const LEGEND_HEIGHT = 30
/** Under this plot width the legend takes two lines. */
const NARROW_PLOT = 420

/** The height the strip takes below the chart, so that a card can keep its place while it loads. */
export function attendanceStripHeight(treatments: number, plotWidth: number): number {
  const legend = plotWidth < NARROW_PLOT ? 2 * LEGEND_HEIGHT : LEGEND_HEIGHT
  return SESSION_ROW_HEIGHT + treatments * TREATMENT_ROW_HEIGHT + legend
}

/** One shape a session under the time axis, bars for treatments beside the group, and the words for both. */
export function AttendanceStrip({ model, plot, xDomain }: AttendanceStripProps): ReactElement {
  return (
    <div className={styles.strip}>
      <ol
        className={styles.sessions}
        style={{ height: SESSION_ROW_HEIGHT }}
        aria-label="Attendance by session"
      >
        {model.sessions.map((session) => (
          <li
            key={session.key}
            className={styles.session}
            style={{ left: pixelX(plot, xDomain, session.week) }}
            title={session.words}
          >
            <AttendanceMarkShape mark={session.mark} />
            {session.form === 'missing' && <span className={styles.formMissing} aria-hidden="true" />}
            <span className={styles.hiddenWords}>{session.words}</span>
          </li>
        ))}
      </ol>
      {model.treatments.map((treatment) => (
        <Treatment key={treatment.key} treatment={treatment} plot={plot} xDomain={xDomain} />
      ))}
      <p className={styles.legend} style={{ paddingInlineStart: plot.left }}>
        <strong>{model.summary}</strong>
        {model.marks.map((mark) => (
          <span key={mark} className={styles.key}>
            <AttendanceMarkShape mark={mark} />
            {ATTENDANCE_MARK_LABELS[mark].toLowerCase()}
          </span>
        ))}
        {model.formsMissing !== null && (
          <span className={styles.key}>
            <span className={styles.formMissingKey} aria-hidden="true" />
            came, {model.formsMissing}
          </span>
        )}
      </p>
    </div>
  )
}

const TREATMENT_FONT_SIZE = 12
const SHORTEST_BAR = 6

/** The words stand in the bar where they fit, else on its roomier side. */
function Treatment(props: { treatment: StripTreatment; plot: PlotArea; xDomain: Domain }): ReactElement {
  const { treatment, plot, xDomain } = props
  const left = pixelX(plot, xDomain, treatment.from)
  const width = Math.max(SHORTEST_BAR, pixelX(plot, xDomain, treatment.to) - left)
  const wanted = textWidth(treatment.label, TREATMENT_FONT_SIZE) + 16
  const isInside = wanted <= width
  const hasRoomAfter = left + width + wanted <= plot.left + plot.width
  const wordsLeft = isInside ? left : hasRoomAfter ? left + width : Math.max(0, left - wanted)
  return (
    <div className={styles.treatmentRow} style={{ height: TREATMENT_ROW_HEIGHT }}>
      <span className={styles.treatment} style={{ left, width }} />
      <span className={styles.treatmentWords} style={{ left: wordsLeft }}>
        {treatment.label}
      </span>
    </div>
  )
}
