/** Scripts that load and label a package, and work out its main table again: base R, and Python with or without pandas. */

import type { PackageContent } from './package-content.js'
import { constantsInPython, drawingInR, mainTableInPython, mainTableInR } from './script-of-main-table.js'
import { pythonText, rText } from './script-text.js'

/** Base R alone: no package has to be installed, and no graphics device but that of a file. */
export function scriptForR({ dataset, facts }: PackageContent): string {
  const factors = dataset.columns
    .map(
      ({ name, values }) =>
        `data$${name} <- factor(data$${name},\n  levels = c(${values.map(({ code }) => rText(code)).join(', ')}),\n  labels = c(${values.map(({ label }) => rText(label)).join(', ')}))`,
    )
    .join('\n')
  return `# Loads anonymised data set ${facts.number}, labels it, works out the main table and draws it.
# Run it in the folder of the data set: Rscript load.R

data <- read.csv("data.csv", colClasses = "character", encoding = "UTF-8", check.names = FALSE)
data <- data[, !grepl("_label$", names(data))]

# Codes become factors with labels, in the order of the codebook.
${factors}

${mainTableInR(dataset)}
print(main_table, row.names = FALSE)

published <- read.csv("main_table.csv", colClasses = c("character", "character", "integer", "numeric"),
  encoding = "UTF-8")
same <- nrow(published) == nrow(main_table) &&
  all(published[[1]] == main_table[[1]]) && all(published[[2]] == main_table[[2]]) &&
  all(published$n == main_table$n) && all(abs(published$percent - main_table$percent) < 1e-9)
if (!same) stop("The main table is not the published one. Check the files with: sha256sum -c manifest.sha256")
cat(sprintf("%d rows; the main table is the published one.\\n", nrow(data)))

pdf("main_table.pdf", width = 8, height = 5)
${drawingInR(dataset)}
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
${constantsInPython(dataset)}


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


${mainTableInPython(dataset)}


if __name__ == "__main__":
    data = load()
    table = main_table(data)
    for group, value, n, percent in table:
        print(f"{group:<20} {value:<45} {n:>7} {percent:>6} %")
    with open("main_table.csv", encoding="utf-8", newline="") as file:
        published = [(group, value, int(n), percent) for group, value, n, percent in list(csv.reader(file))[1:]]
    if published != table:
        sys.exit("The main table is not the published one. Check the files with: sha256sum -c manifest.sha256")
    print(f"{len(data)} rows; the main table is the published one.")
`
}
