import './dom.js'
import { LIGHT_CHART_COLOURS } from '../../../dashboard/src/charts/chart-colours.js'
import { ControlChart } from '../../../dashboard/src/charts/control-chart.js'
import type { ControlChartModel } from '../../../dashboard/src/charts/control-chart.model.js'
import { EstimateRows, estimateRowsHeight } from '../../../dashboard/src/charts/estimate-rows.js'
import type { EstimateRowsModel } from '../../../dashboard/src/charts/estimate-rows.model.js'
import { EventCurves, eventCurvesHeight } from '../../../dashboard/src/charts/event-curves.js'
import type { EventCurvesModel } from '../../../dashboard/src/charts/event-curves.model.js'
import { Funnel } from '../../../dashboard/src/charts/funnel.js'
import type { FunnelModel } from '../../../dashboard/src/charts/funnel.model.js'
import { GroupSpaghetti } from '../../../dashboard/src/charts/group-spaghetti.js'
import type { GroupSpaghettiModel } from '../../../dashboard/src/charts/group-spaghetti.model.js'
import { IntervalBars } from '../../../dashboard/src/charts/interval-bars.js'
import type { IntervalBarsModel } from '../../../dashboard/src/charts/interval-bars.model.js'
import { MemberTrajectoryChart } from '../../../dashboard/src/charts/member-trajectory.js'
import type { MemberTrajectoryModel } from '../../../dashboard/src/charts/member-trajectory.model.js'
import { OutcomeClasses, outcomeClassesHeight } from '../../../dashboard/src/charts/outcome-classes.js'
import type { OutcomeClassesModel } from '../../../dashboard/src/charts/outcome-classes.model.js'
import { ProgressPicture } from '../../../dashboard/src/charts/progress-picture.js'
import type { ProgressPictureModel } from '../../../dashboard/src/charts/progress-picture.model.js'
import { PropensityOverlap } from '../../../dashboard/src/charts/propensity-overlap.js'
import type { PropensityOverlapModel } from '../../../dashboard/src/charts/propensity-overlap.model.js'
import { ShareAbove, shareAboveHeight } from '../../../dashboard/src/charts/share-above.js'
import type { ShareAboveModel } from '../../../dashboard/src/charts/share-above.model.js'
import { TimeToEvent } from '../../../dashboard/src/charts/time-to-event.js'
import type { TimeToEventModel } from '../../../dashboard/src/charts/time-to-event.model.js'
import { TrajectoryWithInterval } from '../../../dashboard/src/charts/trajectory-with-interval.js'
import type { TrajectoryWithIntervalModel } from '../../../dashboard/src/charts/trajectory-with-interval.model.js'
import type { Picture } from './draw-figure.js'

/**
 * The dashboard's charts at the size of print: drawn this many pixels wide and set across the page, letters of 11
 * pixels come out at 8 points.
 */
export const FIGURE_WIDTH = 640
/** For charts whose labels stand side by side: their letters of 12.5 pixels come out at 8 points. */
const WIDE = 740
const colours = LIGHT_CHART_COLOURS

export function controlChartPicture(model: ControlChartModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 250 }
  return { ...size, element: <ControlChart model={model} {...size} colours={colours} /> }
}

export function trajectoryPicture(model: TrajectoryWithIntervalModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 300 }
  return { ...size, element: <TrajectoryWithInterval model={model} {...size} colours={colours} /> }
}

export function outcomeClassesPicture(model: OutcomeClassesModel): Picture {
  const width = WIDE
  const size = { width, height: outcomeClassesHeight(model, width) }
  return { ...size, element: <OutcomeClasses model={model} width={width} colours={colours} /> }
}

export function groupSpaghettiPicture(model: GroupSpaghettiModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 330 }
  return { ...size, element: <GroupSpaghetti model={model} {...size} colours={colours} /> }
}

export function memberTrajectoryPicture(model: MemberTrajectoryModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 330 }
  return { ...size, element: <MemberTrajectoryChart model={model} {...size} colours={colours} /> }
}

/** Its model is laid out for a size: the same one. */
export const PROGRESS_PICTURE_SIZE = { width: 560, height: 200 } as const

export function progressPicturePicture(model: ProgressPictureModel): Picture {
  const size = PROGRESS_PICTURE_SIZE
  return { ...size, element: <ProgressPicture model={model} {...size} colours={colours} /> }
}

export function shareAbovePicture(model: ShareAboveModel): Picture {
  const size = { width: FIGURE_WIDTH, height: shareAboveHeight(model.rows.length) }
  return { ...size, element: <ShareAbove model={model} {...size} colours={colours} /> }
}

export function eventCurvesPicture(model: EventCurvesModel): Picture {
  const size = { width: FIGURE_WIDTH, height: eventCurvesHeight(model, FIGURE_WIDTH) }
  return { ...size, element: <EventCurves model={model} {...size} colours={colours} /> }
}

export function intervalBarsPicture(model: IntervalBarsModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 290 }
  return { ...size, element: <IntervalBars model={model} {...size} colours={colours} /> }
}

export function propensityOverlapPicture(model: PropensityOverlapModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 260 }
  return { ...size, element: <PropensityOverlap model={model} {...size} colours={colours} /> }
}

export function timeToEventPicture(model: TimeToEventModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 320 }
  return { ...size, element: <TimeToEvent model={model} {...size} colours={colours} /> }
}

export function funnelPicture(model: FunnelModel): Picture {
  const size = { width: FIGURE_WIDTH, height: 320 }
  return { ...size, element: <Funnel model={model} {...size} colours={colours} /> }
}

export function estimateRowsPicture(model: EstimateRowsModel): Picture {
  const size = { width: FIGURE_WIDTH, height: estimateRowsHeight(model.rows.length) }
  return { ...size, element: <EstimateRows model={model} width={FIGURE_WIDTH} colours={colours} /> }
}
