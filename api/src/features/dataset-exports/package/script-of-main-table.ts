/** The part of the scripts that works the main table out: persons by arm and change, or by phase and score. */

import { PHASE_NAME, SCORE_NAME } from '../../../core/dataset/long-form.js'
import { hasPhases, PHASE_LABELS, scoreColumn } from '../../../core/dataset/profile.js'
import type { ReleasedDataset } from '../../../core/dataset/released-dataset.js'
import { armColumn } from './package-content.js'
import { pythonText, rText } from './script-text.js'

/** Leaves `main_table`, and what `drawingInR` draws. */
export function mainTableInR(dataset: ReleasedDataset): string {
  if (hasPhases(dataset.profile)) {
    return `# The main table: persons by phase and band of the score.
${scoresInR(dataset)}
main_table <- do.call(rbind, lapply(names(scores), function(phase) {
  counts <- table(scores[[phase]])
  counts <- counts[counts > 0]
  n <- as.vector(counts)
  all <- sum(n)
  # One decimal, half up, from whole numbers.
  data.frame(phase = phase, score = names(counts), n = n, percent = floor((n * 2000 + all) / (2 * all)) / 10,
    stringsAsFactors = FALSE)
}))`
  }
  const arm = armColumn(dataset) === undefined ? 'factor(rep("All", nrow(data)))' : 'data$arm'
  return `# The main table: persons by arm and change.
arm <- ${arm}
counts <- table(arm, data$change)
counts <- counts[rowSums(counts) > 0, , drop = FALSE]
n <- as.vector(t(counts))
all <- rep(rowSums(counts), each = ncol(counts))
main_table <- data.frame(
  arm = rep(rownames(counts), each = ncol(counts)),
  change = rep(colnames(counts), times = nrow(counts)),
  n = n,
  # One decimal, half up, from whole numbers.
  percent = floor((n * 2000 + all) / (2 * all)) / 10,
  stringsAsFactors = FALSE
)`
}

/** A list of the scores by phase, named in words. */
function scoresInR({ profile, phases }: ReleasedDataset): string {
  if (profile === 'phases_long') return `scores <- split(data$${SCORE_NAME}, data$${PHASE_NAME})`
  const columns = phases.map((phase) => `data$${scoreColumn(phase)}`).join(', ')
  const names = phases.map((phase) => rText(PHASE_LABELS[phase])).join(', ')
  return `scores <- setNames(list(${columns}), c(${names}))`
}

export function drawingInR({ profile }: ReleasedDataset): string {
  if (hasPhases(profile)) {
    return `main_table$phase <- factor(main_table$phase, levels = names(scores))
main_table$score <- factor(main_table$score, levels = unique(main_table$score))
shares <- xtabs(percent ~ score + phase, main_table)
barplot(shares, ylim = c(0, 130), ylab = "Percent of the phase", legend.text = TRUE,
  args.legend = list(x = "top", bty = "n", cex = 0.8, ncol = 2), main = "Scores by phase")`
  }
  return `shares <- t(prop.table(counts, 1)) * 100
barplot(shares, beside = TRUE, ylim = c(0, 100), ylab = "Percent of the arm", legend.text = TRUE,
  args.legend = list(x = "top", bty = "n", cex = 0.8), main = "Reliable change by arm")`
}

export function constantsInPython(dataset: ReleasedDataset): string {
  switch (dataset.profile) {
    case 'bands':
      return `ARM = ${armColumn(dataset) === undefined ? 'None' : '"arm"'}`
    case 'phases_wide':
      return `PHASES = {${dataset.phases.map((phase) => `${pythonText(PHASE_LABELS[phase])}: ${pythonText(scoreColumn(phase))}`).join(', ')}}`
    case 'phases_long':
      return `PHASES = [${dataset.phases.map((phase) => pythonText(PHASE_LABELS[phase])).join(', ')}]`
  }
}

export function mainTableInPython(dataset: ReleasedDataset): string {
  if (hasPhases(dataset.profile)) return phasesInPython(dataset)
  return `def main_table(data):
    """Persons by arm and change: (arm, change, n, percent)."""
    if pandas is not None:
        arms = data[ARM] if ARM else ["All"] * len(data)
        pairs = Counter(zip(arms, data["change"]))
    else:
        pairs = Counter((row[ARM] if ARM else "All", row["change"]) for row in data)
    rows = []
    for arm in LABELS[ARM].values() if ARM else ["All"]:
        total = sum(n for (of_arm, _), n in pairs.items() if of_arm == arm)
        if total == 0:
            continue
        for change in LABELS["change"].values():
            n = pairs[(arm, change)]
            # One decimal, half up, from whole numbers.
            tenths = (n * 2000 + total) // (2 * total)
            rows.append((arm, change, n, f"{tenths // 10}.{tenths % 10}"))
    return rows`
}

function phasesInPython({ profile }: ReleasedDataset): string {
  const [labels, scores] =
    profile === 'phases_long'
      ? [
          `LABELS["${SCORE_NAME}"]`,
          `[score for of_phase, score in zip(column(data, "${PHASE_NAME}"), column(data, "${SCORE_NAME}")) if of_phase == phase]`,
        ]
      : ['LABELS[PHASES[phase]]', 'column(data, PHASES[phase])']
  return `def column(data, name):
    """The labels of one column, a row each."""
    return list(data[name]) if pandas is not None else [row[name] for row in data]


def main_table(data):
    """Persons by phase and band of the score: (phase, score, n, percent)."""
    rows = []
    for phase in PHASES:
        counts = Counter(${scores})
        total = sum(counts.values())
        for score in dict.fromkeys(${labels}.values()):
            n = counts[score]
            # One decimal, half up, from whole numbers.
            tenths = (n * 2000 + total) // (2 * total)
            if n > 0:
                rows.append((phase, score, n, f"{tenths // 10}.{tenths % 10}"))
    return rows`
}
