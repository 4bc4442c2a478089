# Writes big-five.csv and PsychValues.swift: the first 300 rows of 25 items of `bfi` (R package psych) and the reliability of its
# five scales by psych::alpha. Run in this folder with the file of `bfi` as CSV: Rscript make-r-values.R bfi.csv
suppressMessages(library(psych))
data <- read.csv(commandArgs(TRUE)[1])[1:300, 1:25]
exact <- function(x) ifelse(is.na(x), "nan", sprintf("%.17g", x))
rows <- apply(data, 1, function(row) paste(ifelse(is.na(row), "", row), collapse = ","))
writeLines(c(
  "# The first 300 rows of the 25 items of bfi: a sample of the SAPA project, distributed with the R package psych (2.2.9).",
  "# Five items each of agreeableness, conscientiousness, extraversion, neuroticism and openness, answered from 1 to 6.",
  paste(names(data), collapse = ","), rows), "big-five.csv")

scales <- list(A = "A1", C = c("C4", "C5"), E = c("E1", "E2"), N = NULL, O = c("O2", "O5"))
lines <- character()
for (name in names(scales)) {
  items <- data[, grep(paste0("^", name), names(data))]
  for (missing in c("listwise", "pairwise")) {
    used <- if (missing == "listwise") items[complete.cases(items), ] else items
    a <- suppressWarnings(alpha(used, keys = scales[[name]], warnings = FALSE))
    keys <- ifelse(names(items) %in% scales[[name]], -1, 1)
    bounds <- alpha.ci(a$total$raw_alpha, n.obs = nrow(used), n.var = ncol(used))
    value <- function(kind, values) {
      lines <<- c(lines, paste(name, missing, kind, paste(exact(unlist(values)), collapse = " ")))
    }
    value("total", c(nrow(used), a$total[c("raw_alpha", "std.alpha", "G6(smc)", "average_r", "ase")]))
    value("feldt", c(bounds$lower.ci, bounds$upper.ci))
    value("deleted", a$alpha.drop$raw_alpha)
    value("rest", a$item.stats$r.drop)
    value("counts", a$item.stats$n)
    value("means", a$item.stats$mean)
    value("deviations", a$item.stats$sd)
  }
}
writeLines(c(
  "// Written by make-r-values.R with psych 2.2.9. A line: scale, treatment of missing answers, kind, values.",
  'let psychValues = """', paste0("  ", lines), '  """'), "PsychValues.swift")
