/** Scripts that load and label a package, and work out its main table again: base R, and Python with or without pandas. */

import { armColumn, type PackageContent } from './package-content.js'

/** Base R alone: no package has to be installed, and no graphics device but that of a file. */
export function scriptForR({ dataset, facts }: PackageContent): string {
  const factors = dataset.columns
    .map(
      ({ name, values }) =>
        `data$${name} <- factor(data$${name},\n  levels = c(${values.map(({ code }) => rText(code)).join(', ')}),\n  labels = c(${values.map(({ label }) => rText(label)).join(', ')}))`,
    )
    .join('\n')
  const arm = armColumn(dataset) === undefined ? 'factor(rep("All", nrow(data)))' : 'data$arm'
  return `# Loads anonymised data set ${facts.number}, labels it, works out the main table and draws it.
# Run it in the folder of the data set: Rscript load.R

data <- read.csv("data.csv", colClasses = "character", encoding = "UTF-8", check.names = FALSE)
data <- data[, !grepl("_label$", names(data))]

# Codes become factors with labels, in the order of the codebook.
${factors}

# The main table: persons by arm and change.
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
)
print(main_table, row.names = FALSE)

published <- read.csv("main_table.csv", colClasses = c("character", "character", "integer", "numeric"),
  encoding = "UTF-8")
same <- nrow(published) == nrow(main_table) &&
  all(published$arm == main_table$arm) && all(published$change == main_table$change) &&
  all(published$n == main_table$n) && all(abs(published$percent - main_table$percent) < 1e-9)
if (!same) stop("The main table is not the published one. Check the files with: sha256sum -c manifest.sha256")
cat(sprintf("%d rows; the main table is the published one.\\n", nrow(data)))

pdf("main_table.pdf", width = 8, height = 5)
shares <- t(prop.table(counts, 1)) * 100
barplot(shares, beside = TRUE, ylim = c(0, 100), ylab = "Percent of the arm", legend.text = TRUE,
  args.legend = list(x = "top", bty = "n", cex = 0.8), main = "Reliable change by arm")
invisible(dev.off())
`
}

/** Rows as dictionaries where there is no pandas; the same table either way. */
export function scriptForPython({ dataset, facts }: PackageContent): string {
  const labels = dataset.columns
    .map(
      ({ name, values }) =>
        `    ${pythonText(name)}: {\n${values.map(({ code, label }) => `        ${pythonText(code)}: ${pythonText(label)},`).join('\n')}\n    },`,
    )
    .join('\n')
  const arm = armColumn(dataset) === undefined ? 'None' : '"arm"'
  return `"""Loads anonymised data set ${facts.number}, labels it and works out the main table.

Run it in the folder of the data set: python3 load.py
pandas is used where it is installed, and not needed.
"""

import csv
import sys
from collections import Counter

try:
    import pandas
except ImportError:
    pandas = None

LABELS = {
${labels}
}
ARM = ${arm}


def load(path="data.csv"):
    """Rows with their labels: a pandas data frame of ordered categories, or a list of dictionaries."""
    if pandas is not None:
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        for column, labels in LABELS.items():
            frame[column] = pandas.Categorical(
                frame[column].map(labels), categories=list(dict.fromkeys(labels.values())), ordered=True
            )
        return frame[["pseudonym", *LABELS]]
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        {"pseudonym": row["pseudonym"], **{column: labels[row[column]] for column, labels in LABELS.items()}}
        for row in rows
    ]


def main_table(data):
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
    return rows


if __name__ == "__main__":
    data = load()
    table = main_table(data)
    for arm, change, n, percent in table:
        print(f"{arm:<12} {change:<45} {n:>7} {percent:>6} %")
    with open("main_table.csv", encoding="utf-8", newline="") as file:
        published = [(row["arm"], row["change"], int(row["n"]), row["percent"]) for row in csv.DictReader(file)]
    if published != table:
        sys.exit("The main table is not the published one. Check the files with: sha256sum -c manifest.sha256")
    print(f"{len(data)} rows; the main table is the published one.")
`
}

/** Our codes and labels are plain words; a quotation mark or a backslash would still stay inside. */
function rText(text: string): string {
  return JSON.stringify(text)
}

function pythonText(text: string): string {
  return JSON.stringify(text)
}
